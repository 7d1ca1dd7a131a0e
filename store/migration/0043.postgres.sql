-- The map that an office has loaded, by the digest of its file, which lies beside the
-- records; and what has been drawn from records, so that nobody waits for it again.

CREATE TABLE region_map (
	region bigint NOT NULL PRIMARY KEY,
	name text COLLATE "C" NOT NULL,
	file text COLLATE "C" NOT NULL,
	property text COLLATE "C" NOT NULL,
	source text COLLATE "C" NOT NULL,
	licence text COLLATE "C" NOT NULL
);

CREATE TABLE drawing (
	region bigint NOT NULL,
	key text COLLATE "C" NOT NULL,
	content text COLLATE "C" NOT NULL,
	at bigint NOT NULL,
	PRIMARY KEY (region, key)
);
