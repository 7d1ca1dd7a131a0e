-- The map that an office has loaded, by the digest of its file, which lies beside the
-- records; and what has been drawn from records, so that nobody waits for it again.

CREATE TABLE region_map (
	region INTEGER NOT NULL PRIMARY KEY,
	name TEXT NOT NULL,
	file TEXT NOT NULL,
	property TEXT NOT NULL,
	source TEXT NOT NULL,
	licence TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE drawing (
	region INTEGER NOT NULL,
	key TEXT NOT NULL,
	content TEXT NOT NULL,
	at INTEGER NOT NULL,
	PRIMARY KEY (region, key)
) STRICT, WITHOUT ROWID;
