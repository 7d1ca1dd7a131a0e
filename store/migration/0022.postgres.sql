-- Files on records. What a file is on is named by number, a party by code; the
-- database holds that it is there by the columns that it makes of these.

CREATE TABLE attachment (
	region bigint NOT NULL,
	kind text COLLATE "C" NOT NULL,
	record bigint NOT NULL,
	code text COLLATE "C" NOT NULL,
	ordinal bigint NOT NULL,
	agreement bigint NOT NULL,
	name text COLLATE "C" NOT NULL,
	file text COLLATE "C" NOT NULL,
	party text COLLATE "C" NOT NULL,
	person bigint NOT NULL,
	at bigint NOT NULL,
	on_agreement bigint GENERATED ALWAYS AS (CASE WHEN kind = 'agreement' THEN record END) STORED,
	on_event bigint GENERATED ALWAYS AS (CASE WHEN kind = 'event' THEN record END) STORED,
	on_case bigint GENERATED ALWAYS AS (CASE WHEN kind = 'case' THEN record END) STORED,
	on_fund bigint GENERATED ALWAYS AS (CASE WHEN kind = 'fund' THEN record END) STORED,
	on_scope bigint GENERATED ALWAYS AS (CASE WHEN kind = 'scope' THEN record END) STORED,
	on_party text COLLATE "C" GENERATED ALWAYS AS (CASE WHEN kind = 'party' THEN code END) STORED,
	PRIMARY KEY (region, kind, record, code, ordinal),
	CONSTRAINT attachment_room CHECK (ordinal BETWEEN 1 AND 50),
	CONSTRAINT attachment_by FOREIGN KEY (region, party) REFERENCES party,
	CONSTRAINT attachment_agreement FOREIGN KEY (region, on_agreement) REFERENCES agreement,
	CONSTRAINT attachment_event FOREIGN KEY (region, on_event) REFERENCES event,
	CONSTRAINT attachment_case FOREIGN KEY (region, on_case) REFERENCES cases,
	CONSTRAINT attachment_fund FOREIGN KEY (region, on_fund) REFERENCES fund,
	CONSTRAINT attachment_scope FOREIGN KEY (region, on_scope) REFERENCES scope,
	CONSTRAINT attachment_party FOREIGN KEY (region, on_party) REFERENCES party
);

CREATE INDEX attachment_under ON attachment (region, agreement) WHERE agreement > 0;

CREATE INDEX attachment_file ON attachment (region, file);

-- An agreement to close a case may rest on a file.
ALTER TABLE remark ADD COLUMN file text COLLATE "C" NOT NULL DEFAULT '';
