-- What was lent: by when it is to be back, and what went back of it. Entries on
-- funds are told to the parties that their rows name.

ALTER TABLE item ADD COLUMN back INTEGER NOT NULL DEFAULT 0;

ALTER TABLE item ADD COLUMN given_back INTEGER NOT NULL DEFAULT 0
	CONSTRAINT item_given_back CHECK (given_back BETWEEN 0 AND received + extra_received);

CREATE INDEX item_lent ON item (region, from_party, back)
WHERE back > 0 AND received + extra_received > given_back;

CREATE INDEX item_borrowed ON item (region, to_party, back)
WHERE back > 0 AND received + extra_received > given_back;

CREATE INDEX item_kept_back ON item (region, back, agreement)
WHERE back > 0 AND received + extra_received > given_back;

CREATE INDEX event_payment ON event (region, agreement, item)
WHERE kind = 'payment' AND reversed = 0;

UPDATE entry SET about = -3 WHERE about = 0 AND EXISTS (
	SELECT 1 FROM change c WHERE c.region = entry.region AND c.entry = entry.number
	AND c.table_name IN ('fund', 'pledge', 'application', 'grant_made', 'instalment'));

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
	('item', 'item_lent', '1000 1000 10 2'),
	('item', 'item_borrowed', '1000 1000 10 2'),
	('item', 'item_kept_back', '1000 1000 5 1'),
	('event', 'event_payment', '20000 20000 4 2');

ANALYZE sqlite_schema;
