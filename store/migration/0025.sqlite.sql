-- Keys, by which programs act for a party, and by which of them an entry came.
-- Of a secret the records have a digest.

CREATE TABLE access_key (
	region INTEGER NOT NULL,
	id INTEGER NOT NULL,
	party TEXT NOT NULL,
	person INTEGER NOT NULL,
	post INTEGER NOT NULL,
	title TEXT NOT NULL,
	may TEXT NOT NULL,
	digest TEXT NOT NULL,
	made INTEGER NOT NULL,
	last INTEGER NOT NULL,
	revoked_on INTEGER NOT NULL,
	PRIMARY KEY (region, id),
	CONSTRAINT access_key_post FOREIGN KEY (region, post) REFERENCES post,
	CONSTRAINT access_key_may CHECK (may IN ('read', 'act')),
	CONSTRAINT access_key_year CHECK (last BETWEEN made AND made + 365)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX access_key_digest ON access_key (region, digest);

CREATE INDEX access_key_party ON access_key (region, party, id);

CREATE INDEX access_key_rests ON access_key (region, post);

ALTER TABLE entry ADD COLUMN through INTEGER NOT NULL DEFAULT 0;
