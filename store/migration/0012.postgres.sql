-- How much an item binds its supplier, and for how long its agreement binds the
-- parties. Items that are older guaranteed their floor.
ALTER TABLE item ADD COLUMN effort text COLLATE "C" NOT NULL DEFAULT 'firm';

ALTER TABLE item ADD COLUMN class text COLLATE "C" NOT NULL DEFAULT '';

-- Goods that one party has had from another as tasks, which want a standing
-- agreement when they repeat.
CREATE INDEX item_task ON item (region, from_party, to_party, good, agreement)
	WHERE class = 'task';

CREATE INDEX item_task_to ON item (region, to_party, from_party, good, agreement)
	WHERE class = 'task';
