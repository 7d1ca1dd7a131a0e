-- What records rest on and is no text. The content is base64; what is not kept
-- for good goes a day after it came.

ALTER TABLE assent ADD COLUMN file text COLLATE "C" NOT NULL DEFAULT '';

CREATE TABLE file (
	region bigint NOT NULL,
	digest text COLLATE "C" NOT NULL,
	type text COLLATE "C" NOT NULL,
	content text COLLATE "C" NOT NULL,
	at bigint NOT NULL,
	kept bigint NOT NULL,
	PRIMARY KEY (region, digest)
);
