-- What comes of promises beside deliveries: payments, work, returns; what goes
-- beyond a ceiling, and what was split to commitments by its sender.

ALTER TABLE item
	ADD COLUMN extra bigint NOT NULL DEFAULT 0,
	ADD COLUMN extra_received bigint NOT NULL DEFAULT 0,
	ADD CONSTRAINT item_extra CHECK (extra >= 0 AND (extra = 0 OR sent = ceiling)),
	ADD CONSTRAINT item_extra_received CHECK (extra_received BETWEEN 0 AND extra);

DROP INDEX item_transit;

CREATE INDEX item_transit ON item (region, to_party) WHERE sent + extra > received + extra_received;

CREATE INDEX item_from ON item (region, from_party, to_party);

CREATE INDEX item_to ON item (region, to_party, from_party);

ALTER TABLE commitment
	ADD COLUMN meant bigint NOT NULL DEFAULT 0,
	ADD COLUMN meant_received bigint NOT NULL DEFAULT 0,
	ADD CONSTRAINT commitment_meant CHECK (meant >= 0),
	ADD CONSTRAINT commitment_meant_received CHECK (meant_received BETWEEN 0 AND meant);

ALTER TABLE fulfilment
	ADD COLUMN meant bigint NOT NULL DEFAULT 0,
	ADD CONSTRAINT fulfilment_meant CHECK (meant BETWEEN 0 AND quantity);

-- A payment can be under the whole of an agreement, of_item then being nothing.
ALTER TABLE event
	DROP CONSTRAINT event_item,
	ADD COLUMN extra bigint NOT NULL DEFAULT 0,
	ADD COLUMN returned bigint NOT NULL DEFAULT 0,
	ADD COLUMN to_party text COLLATE "C" NOT NULL DEFAULT '',
	ADD COLUMN paid bigint NOT NULL DEFAULT 0,
	ADD COLUMN currency text COLLATE "C" NOT NULL DEFAULT '',
	ADD COLUMN missing bigint NOT NULL DEFAULT 0,
	ADD COLUMN of_item bigint GENERATED ALWAYS AS (nullif(item, 0)) STORED;

ALTER TABLE event
	ADD CONSTRAINT event_agreement FOREIGN KEY (region, agreement) REFERENCES agreement,
	ADD CONSTRAINT event_item FOREIGN KEY (region, agreement, of_item) REFERENCES item,
	ADD CONSTRAINT event_whole CHECK (item > 0 OR currency <> ''),
	ADD CONSTRAINT event_extra CHECK (extra BETWEEN 0 AND quantity),
	ADD CONSTRAINT event_returned CHECK (returned BETWEEN 0 AND rejected),
	ADD CONSTRAINT event_paid CHECK (paid >= 0 AND missing >= 0);

CREATE INDEX event_about ON event (region, about) WHERE about > 0;

-- The first day on which something of an item was sent.
CREATE INDEX event_sent ON event (region, agreement, item, day)
WHERE kind IN ('delivery', 'work') AND reversed = 0;

-- Where the two sides differ.
CREATE INDEX event_differs ON event (region, agreement)
WHERE kind = 'receipt' AND reversed = 0 AND (short > 0 OR rejected > returned OR missing > 0);

CREATE TABLE paid (
	region bigint NOT NULL,
	agreement bigint NOT NULL,
	item bigint NOT NULL,
	from_party text COLLATE "C" NOT NULL,
	to_party text COLLATE "C" NOT NULL,
	currency text COLLATE "C" NOT NULL,
	amount bigint NOT NULL,
	came bigint NOT NULL,
	PRIMARY KEY (region, agreement, item, from_party, to_party, currency),
	CONSTRAINT paid_agreement FOREIGN KEY (region, agreement) REFERENCES agreement,
	CONSTRAINT paid_amount CHECK (amount BETWEEN 0 AND 1000000000000000),
	CONSTRAINT paid_came CHECK (came BETWEEN 0 AND amount)
);

CREATE INDEX paid_from ON paid (region, from_party, to_party);

CREATE INDEX paid_to ON paid (region, to_party, from_party);
