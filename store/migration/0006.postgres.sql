-- What shows that nobody has rewritten the journal: a Merkle tree over its
-- entries. It follows the journal; entries that wait for a place are listed.

CREATE TABLE unlogged (
	region bigint NOT NULL,
	entry bigint NOT NULL,
	PRIMARY KEY (region, entry)
);

INSERT INTO unlogged (region, entry) SELECT region, number FROM entry;

CREATE TABLE log_head (
	region bigint NOT NULL,
	size bigint NOT NULL,
	checkpoint text COLLATE "C" NOT NULL,
	secret text COLLATE "C" NOT NULL,
	public text COLLATE "C" NOT NULL,
	PRIMARY KEY (region)
);

CREATE TABLE log_leaf (
	region bigint NOT NULL,
	place bigint NOT NULL,
	entry bigint NOT NULL,
	hash text COLLATE "C" NOT NULL,
	PRIMARY KEY (region, place),
	CONSTRAINT log_leaf_entry UNIQUE (region, entry)
);

CREATE TABLE log_node (
	region bigint NOT NULL,
	level bigint NOT NULL,
	number bigint NOT NULL,
	hash text COLLATE "C" NOT NULL,
	PRIMARY KEY (region, level, number)
);
