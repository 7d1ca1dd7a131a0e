-- What acts have made of an agreement for good (blank: it is open), for how long
-- and until when it binds, the agreement that it was made from, and the days on
-- which it is suspended, by whom and why.
ALTER TABLE agreement ADD COLUMN stage text COLLATE "C" NOT NULL DEFAULT ''
	CONSTRAINT agreement_stage CHECK (stage IN ('', 'draft', 'fulfilled', 'breached'));

ALTER TABLE agreement ADD COLUMN class text COLLATE "C" NOT NULL DEFAULT '';

ALTER TABLE agreement ADD COLUMN last bigint NOT NULL DEFAULT 0;

ALTER TABLE agreement ADD COLUMN after bigint NOT NULL DEFAULT 0;

ALTER TABLE agreement ADD COLUMN paused_from bigint NOT NULL DEFAULT 0;

ALTER TABLE agreement ADD COLUMN paused_to bigint NOT NULL DEFAULT 0
	CONSTRAINT agreement_paused CHECK (paused_from <= paused_to);

ALTER TABLE agreement ADD COLUMN paused_by text COLLATE "C" NOT NULL DEFAULT '';

ALTER TABLE agreement ADD COLUMN reason text COLLATE "C" NOT NULL DEFAULT '';

CREATE INDEX agreement_after ON agreement (region, after) WHERE after > 0;
