-- What comes of promises beside deliveries: payments, work, returns; what goes
-- beyond a ceiling, and what was split to commitments by its sender.

ALTER TABLE item ADD COLUMN extra INTEGER NOT NULL DEFAULT 0
	CONSTRAINT item_extra CHECK (extra >= 0 AND (extra = 0 OR sent = ceiling));

ALTER TABLE item ADD COLUMN extra_received INTEGER NOT NULL DEFAULT 0
	CONSTRAINT item_extra_received CHECK (extra_received BETWEEN 0 AND extra);

DROP INDEX item_transit;

CREATE INDEX item_transit ON item (region, to_party) WHERE sent + extra > received + extra_received;

CREATE INDEX item_from ON item (region, from_party, to_party);

CREATE INDEX item_to ON item (region, to_party, from_party);

ALTER TABLE commitment ADD COLUMN meant INTEGER NOT NULL DEFAULT 0
	CONSTRAINT commitment_meant CHECK (meant >= 0);

ALTER TABLE commitment ADD COLUMN meant_received INTEGER NOT NULL DEFAULT 0
	CONSTRAINT commitment_meant_received CHECK (meant_received BETWEEN 0 AND meant);

ALTER TABLE fulfilment ADD COLUMN meant INTEGER NOT NULL DEFAULT 0
	CONSTRAINT fulfilment_meant CHECK (meant BETWEEN 0 AND quantity);

-- A payment can be under the whole of an agreement, of_item then being nothing.
-- SQLite changes no key of a table, so this one is made anew.
PRAGMA defer_foreign_keys = ON;

CREATE TABLE event_before AS SELECT * FROM event;

DROP TABLE event;

CREATE TABLE event (
	region INTEGER NOT NULL,
	id INTEGER NOT NULL,
	kind TEXT NOT NULL,
	agreement INTEGER NOT NULL,
	item INTEGER NOT NULL,
	about INTEGER NOT NULL,
	day INTEGER NOT NULL,
	quantity INTEGER NOT NULL,
	short INTEGER NOT NULL,
	rejected INTEGER NOT NULL,
	reason TEXT NOT NULL,
	note TEXT NOT NULL,
	party TEXT NOT NULL,
	told_to TEXT NOT NULL,
	reversed INTEGER NOT NULL,
	extra INTEGER NOT NULL DEFAULT 0,
	returned INTEGER NOT NULL DEFAULT 0,
	to_party TEXT NOT NULL DEFAULT '',
	paid INTEGER NOT NULL DEFAULT 0,
	currency TEXT NOT NULL DEFAULT '',
	missing INTEGER NOT NULL DEFAULT 0,
	of_item INTEGER GENERATED ALWAYS AS (nullif(item, 0)) VIRTUAL,
	PRIMARY KEY (region, id),
	CONSTRAINT event_agreement FOREIGN KEY (region, agreement) REFERENCES agreement,
	CONSTRAINT event_item FOREIGN KEY (region, agreement, of_item) REFERENCES item,
	CONSTRAINT event_whole CHECK (item > 0 OR currency <> ''),
	CONSTRAINT event_extra CHECK (extra BETWEEN 0 AND quantity),
	CONSTRAINT event_returned CHECK (returned BETWEEN 0 AND rejected),
	CONSTRAINT event_paid CHECK (paid >= 0 AND missing >= 0)
) STRICT, WITHOUT ROWID;

INSERT INTO event (
	region, id, kind, agreement, item, about, day, quantity, short, rejected, reason, note, party,
	told_to, reversed
) SELECT
	region, id, kind, agreement, item, about, day, quantity, short, rejected, reason, note, party,
	told_to, reversed
FROM event_before;

DROP TABLE event_before;

CREATE INDEX event_agreement ON event (region, agreement, day, id);

-- What was sent is received once, unless its receipt was taken back.
CREATE UNIQUE INDEX event_receipt ON event (region, about) WHERE kind = 'receipt' AND reversed = 0;

CREATE INDEX event_about ON event (region, about) WHERE about > 0;

-- The first day on which something of an item was sent.
CREATE INDEX event_sent ON event (region, agreement, item, day)
WHERE kind IN ('delivery', 'work') AND reversed = 0;

-- Where the two sides differ.
CREATE INDEX event_differs ON event (region, agreement)
WHERE kind = 'receipt' AND reversed = 0 AND (short > 0 OR rejected > returned OR missing > 0);

CREATE TABLE paid (
	region INTEGER NOT NULL,
	agreement INTEGER NOT NULL,
	item INTEGER NOT NULL,
	from_party TEXT NOT NULL,
	to_party TEXT NOT NULL,
	currency TEXT NOT NULL,
	amount INTEGER NOT NULL,
	came INTEGER NOT NULL,
	PRIMARY KEY (region, agreement, item, from_party, to_party, currency),
	CONSTRAINT paid_agreement FOREIGN KEY (region, agreement) REFERENCES agreement,
	CONSTRAINT paid_amount CHECK (amount BETWEEN 0 AND 1000000000000000),
	CONSTRAINT paid_came CHECK (came BETWEEN 0 AND amount)
) STRICT, WITHOUT ROWID;

CREATE INDEX paid_from ON paid (region, from_party, to_party);

CREATE INDEX paid_to ON paid (region, to_party, from_party);

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
	('event', 'event', '100000 100000 1'),
	('event', 'event_about', '50000 50000 1'),
	('event', 'event_agreement', '100000 100000 20 2 1'),
	('event', 'event_differs', '1000 1000 2'),
	('event', 'event_receipt', '50000 50000 1'),
	('event', 'event_sent', '50000 50000 10 4 1'),
	('item', 'item_from', '30000 30000 30 10'),
	('item', 'item_to', '30000 30000 30 10'),
	('item', 'item_transit', '3000 3000 30'),
	('paid', 'paid', '20000 20000 2 1 1 1 1'),
	('paid', 'paid_from', '20000 20000 20 10'),
	('paid', 'paid_to', '20000 20000 20 10');

ANALYZE sqlite_schema;
