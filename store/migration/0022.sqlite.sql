-- Files on records. What a file is on is named by number, a party by code; the
-- database holds that it is there by the columns that it makes of these.

CREATE TABLE attachment (
	region INTEGER NOT NULL,
	kind TEXT NOT NULL,
	record INTEGER NOT NULL,
	code TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	agreement INTEGER NOT NULL,
	name TEXT NOT NULL,
	file TEXT NOT NULL,
	party TEXT NOT NULL,
	person INTEGER NOT NULL,
	at INTEGER NOT NULL,
	on_agreement INTEGER GENERATED ALWAYS AS (CASE WHEN kind = 'agreement' THEN record END) STORED,
	on_event INTEGER GENERATED ALWAYS AS (CASE WHEN kind = 'event' THEN record END) STORED,
	on_case INTEGER GENERATED ALWAYS AS (CASE WHEN kind = 'case' THEN record END) STORED,
	on_fund INTEGER GENERATED ALWAYS AS (CASE WHEN kind = 'fund' THEN record END) STORED,
	on_scope INTEGER GENERATED ALWAYS AS (CASE WHEN kind = 'scope' THEN record END) STORED,
	on_party TEXT GENERATED ALWAYS AS (CASE WHEN kind = 'party' THEN code END) STORED,
	PRIMARY KEY (region, kind, record, code, ordinal),
	CONSTRAINT attachment_room CHECK (ordinal BETWEEN 1 AND 50),
	CONSTRAINT attachment_by FOREIGN KEY (region, party) REFERENCES party,
	CONSTRAINT attachment_agreement FOREIGN KEY (region, on_agreement) REFERENCES agreement,
	CONSTRAINT attachment_event FOREIGN KEY (region, on_event) REFERENCES event,
	CONSTRAINT attachment_case FOREIGN KEY (region, on_case) REFERENCES cases,
	CONSTRAINT attachment_fund FOREIGN KEY (region, on_fund) REFERENCES fund,
	CONSTRAINT attachment_scope FOREIGN KEY (region, on_scope) REFERENCES scope,
	CONSTRAINT attachment_party FOREIGN KEY (region, on_party) REFERENCES party
) STRICT, WITHOUT ROWID;

CREATE INDEX attachment_under ON attachment (region, agreement) WHERE agreement > 0;

CREATE INDEX attachment_file ON attachment (region, file);

-- An agreement to close a case may rest on a file.
ALTER TABLE remark ADD COLUMN file TEXT NOT NULL DEFAULT '';

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
	('attachment', 'attachment', '10000 10000 2000 2 2 1'),
	('attachment', 'attachment_under', '10000 10000 2'),
	('attachment', 'attachment_file', '10000 10000 1');

ANALYZE sqlite_schema;
