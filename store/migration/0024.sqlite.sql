-- What was advanced between two.

CREATE INDEX advance_from ON advance (region, from_party, to_party);

CREATE INDEX advance_to ON advance (region, to_party, from_party);

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
	('advance', 'advance', '5000 5000 2 1'),
	('advance', 'advance_id', '5000 5000 1'),
	('advance', 'advance_from', '5000 5000 20 5'),
	('advance', 'advance_to', '5000 5000 20 5');

ANALYZE sqlite_schema;
