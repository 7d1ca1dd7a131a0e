-- What a party gives and is given in a plan lies in order in the indexes by party, whose
-- entries end in the key. How many rows there may be says that they are worth using.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
	('allocation', 'allocation', '100000 100000 100000 300 5 1'),
	('allocation', 'allocation_from', '100000 100000 60 30'),
	('allocation', 'allocation_to', '100000 100000 60 30'),
	('share', 'share', '50000 50000 50000 150 1'),
	('share', 'share_party', '50000 50000 30 15');

ANALYZE sqlite_schema;
