-- How much an item binds its supplier, and for how long its agreement binds the
-- parties. Items that are older guaranteed their floor.
ALTER TABLE item ADD COLUMN effort TEXT NOT NULL DEFAULT 'firm';

ALTER TABLE item ADD COLUMN class TEXT NOT NULL DEFAULT '';

-- Goods that one party has had from another as tasks, which want a standing
-- agreement when they repeat.
CREATE INDEX item_task ON item (region, from_party, to_party, good, agreement)
	WHERE class = 'task';

CREATE INDEX item_task_to ON item (region, to_party, from_party, good, agreement)
	WHERE class = 'task';

-- As in migration 4: how large they get.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
	('item', 'item_task', '10000 10000 500 20 10 1'),
	('item', 'item_task_to', '10000 10000 500 20 10 1');

ANALYZE sqlite_schema;
