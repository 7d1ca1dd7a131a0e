-- What lies under a good or a place is found by what it lies in, when one is added:
-- without a figure SQLite takes all of a region for less than that.

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
	('good', 'good_parent', '3000 3000 5 1'),
	('place', 'place_parent', '3000 3000 5 1');

ANALYZE sqlite_schema;
