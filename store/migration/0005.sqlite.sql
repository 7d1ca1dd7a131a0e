-- What records rest on and is no text. The content is base64; what is not kept
-- for good goes a day after it came.

ALTER TABLE assent ADD COLUMN file TEXT NOT NULL DEFAULT '';

CREATE TABLE file (
	region INTEGER NOT NULL,
	digest TEXT NOT NULL,
	type TEXT NOT NULL,
	content TEXT NOT NULL,
	at INTEGER NOT NULL,
	kept INTEGER NOT NULL,
	PRIMARY KEY (region, digest)
) STRICT;
