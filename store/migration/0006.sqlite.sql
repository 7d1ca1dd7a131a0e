-- What shows that nobody has rewritten the journal: a Merkle tree over its
-- entries. It follows the journal; entries that wait for a place are listed.

CREATE TABLE unlogged (
	region INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	PRIMARY KEY (region, entry)
) STRICT, WITHOUT ROWID;

INSERT INTO unlogged (region, entry) SELECT region, number FROM entry;

CREATE TABLE log_head (
	region INTEGER NOT NULL,
	size INTEGER NOT NULL,
	checkpoint TEXT NOT NULL,
	secret TEXT NOT NULL,
	public TEXT NOT NULL,
	PRIMARY KEY (region)
) STRICT, WITHOUT ROWID;

CREATE TABLE log_leaf (
	region INTEGER NOT NULL,
	place INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	hash TEXT NOT NULL,
	PRIMARY KEY (region, place),
	CONSTRAINT log_leaf_entry UNIQUE (region, entry)
) STRICT, WITHOUT ROWID;

CREATE TABLE log_node (
	region INTEGER NOT NULL,
	level INTEGER NOT NULL,
	number INTEGER NOT NULL,
	hash TEXT NOT NULL,
	PRIMARY KEY (region, level, number)
) STRICT, WITHOUT ROWID;
