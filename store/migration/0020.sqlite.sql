-- A table without row numbers keeps whole rows in the tree by which they are found,
-- and whoever looks for one reads those on the way, however long. The body of an
-- entry can be megabytes, and every change looks for its entry: an import took the
-- longer for each row the more rows it had. Where rows can be long, they lie apart
-- from their keys.
ALTER TABLE change RENAME TO change_before;

ALTER TABLE entry RENAME TO entry_before;

CREATE TABLE entry (
	region INTEGER NOT NULL,
	number INTEGER NOT NULL,
	act INTEGER NOT NULL,
	kind TEXT NOT NULL,
	body TEXT NOT NULL,
	by_person INTEGER NOT NULL,
	for_party TEXT NOT NULL,
	at INTEGER NOT NULL,
	why TEXT NOT NULL,
	key TEXT NOT NULL,
	undoes INTEGER NOT NULL,
	about INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (region, number),
	CONSTRAINT entry_act UNIQUE (region, act),
	CONSTRAINT entry_key UNIQUE (region, key)
) STRICT;

INSERT INTO entry (
	region, number, act, kind, body, by_person, for_party, at, why, key, undoes, about
) SELECT
	region, number, act, kind, body, by_person, for_party, at, why, key, undoes, about
FROM entry_before ORDER BY region, number;

CREATE TABLE change (
	region INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	ordinal INTEGER NOT NULL,
	table_name TEXT NOT NULL,
	row_key TEXT NOT NULL,
	row_after TEXT NOT NULL,
	PRIMARY KEY (region, entry, ordinal),
	FOREIGN KEY (region, entry) REFERENCES entry
) STRICT;

INSERT INTO change (region, entry, ordinal, table_name, row_key, row_after)
SELECT region, entry, ordinal, table_name, row_key, row_after
FROM change_before ORDER BY region, entry, ordinal;

DROP TABLE change_before;

DROP TABLE entry_before;

CREATE INDEX change_row ON change (region, table_name, row_key, entry);

CREATE INDEX entry_party ON entry (region, for_party, number);

CREATE INDEX entry_about ON entry (region, about, number);

CREATE INDEX entry_undoes ON entry (region, undoes) WHERE undoes > 0;

ALTER TABLE held RENAME TO held_before;

CREATE TABLE held (
	region INTEGER NOT NULL,
	session TEXT NOT NULL,
	key TEXT NOT NULL,
	path TEXT NOT NULL,
	entry INTEGER NOT NULL,
	at INTEGER NOT NULL,
	body TEXT NOT NULL,
	PRIMARY KEY (region, session, key),
	CONSTRAINT held_session FOREIGN KEY (region, session) REFERENCES session ON DELETE CASCADE
) STRICT;

INSERT INTO held (region, session, key, path, entry, at, body)
SELECT region, session, key, path, entry, at, body FROM held_before;

DROP TABLE held_before;

CREATE INDEX held_at ON held (region, at);

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
	('change', 'change_row', '1000000 1000000 100000 3 1'),
	('change', 'sqlite_autoindex_change_1', '1000000 1000000 10 1'),
	('entry', 'entry_about', '100000 100000 20 1'),
	('entry', 'entry_party', '100000 100000 1000 1'),
	('entry', 'sqlite_autoindex_entry_1', '100000 100000 1'),
	('entry', 'sqlite_autoindex_entry_2', '100000 100000 1'),
	('entry', 'sqlite_autoindex_entry_3', '100000 100000 1');

ANALYZE sqlite_schema;
