-- Keys, by which programs act for a party, and by which of them an entry came.
-- Of a secret the records have a digest.

CREATE TABLE access_key (
	region bigint NOT NULL,
	id bigint NOT NULL,
	party text COLLATE "C" NOT NULL,
	person bigint NOT NULL,
	post bigint NOT NULL,
	title text COLLATE "C" NOT NULL,
	may text COLLATE "C" NOT NULL,
	digest text COLLATE "C" NOT NULL,
	made bigint NOT NULL,
	last bigint NOT NULL,
	revoked_on bigint NOT NULL,
	PRIMARY KEY (region, id),
	CONSTRAINT access_key_post FOREIGN KEY (region, post) REFERENCES post,
	CONSTRAINT access_key_may CHECK (may IN ('read', 'act')),
	CONSTRAINT access_key_year CHECK (last BETWEEN made AND made + 365)
);

CREATE UNIQUE INDEX access_key_digest ON access_key (region, digest);

CREATE INDEX access_key_party ON access_key (region, party, id);

CREATE INDEX access_key_rests ON access_key (region, post);

ALTER TABLE entry ADD COLUMN through bigint NOT NULL DEFAULT 0;
