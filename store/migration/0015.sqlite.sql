-- What acts have made of an agreement for good (blank: it is open), for how long
-- and until when it binds, the agreement that it was made from, and the days on
-- which it is suspended, by whom and why.
ALTER TABLE agreement ADD COLUMN stage TEXT NOT NULL DEFAULT ''
	CONSTRAINT agreement_stage CHECK (stage IN ('', 'draft', 'fulfilled', 'breached'));

ALTER TABLE agreement ADD COLUMN class TEXT NOT NULL DEFAULT '';

ALTER TABLE agreement ADD COLUMN last INTEGER NOT NULL DEFAULT 0;

ALTER TABLE agreement ADD COLUMN after INTEGER NOT NULL DEFAULT 0;

ALTER TABLE agreement ADD COLUMN paused_from INTEGER NOT NULL DEFAULT 0;

ALTER TABLE agreement ADD COLUMN paused_to INTEGER NOT NULL DEFAULT 0
	CONSTRAINT agreement_paused CHECK (paused_from <= paused_to);

ALTER TABLE agreement ADD COLUMN paused_by TEXT NOT NULL DEFAULT '';

ALTER TABLE agreement ADD COLUMN reason TEXT NOT NULL DEFAULT '';

CREATE INDEX agreement_after ON agreement (region, after) WHERE after > 0;

-- As in migration 4: how large it gets.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
	('agreement', 'agreement_after', '1000 1000 1');

ANALYZE sqlite_schema;
