-- What lies under a good or a place is found by what it lies in, when one is added:
-- without figures SQLite takes all of a region for less than that.

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
	('good', 'good', '3000 3000 1'),
	('good', 'good_parent', '3000 3000 15 1'),
	('good', 'good_path', '3000 3000 1 1'),
	('place', 'place', '30000 30000 1'),
	('place', 'place_parent', '30000 30000 15 1'),
	('place', 'place_path', '30000 30000 1 1');

ANALYZE sqlite_schema;
