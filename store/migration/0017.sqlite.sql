-- Advances: what the taker of an item gives its supplier before delivery, and how
-- that was settled. An account can close, and not go below nothing.

CREATE TABLE advance (
	region INTEGER NOT NULL,
	agreement INTEGER NOT NULL,
	id INTEGER NOT NULL,
	item INTEGER NOT NULL,
	from_party TEXT NOT NULL,
	to_party TEXT NOT NULL,
	good TEXT NOT NULL,
	quantity TEXT NOT NULL,
	unit TEXT NOT NULL,
	currency TEXT NOT NULL,
	value INTEGER NOT NULL,
	rate INTEGER NOT NULL,
	day INTEGER NOT NULL,
	note TEXT NOT NULL,
	recovered INTEGER NOT NULL,
	returned INTEGER NOT NULL,
	written_off INTEGER NOT NULL,
	PRIMARY KEY (region, agreement, id),
	CONSTRAINT advance_item FOREIGN KEY (region, agreement, item) REFERENCES item,
	CONSTRAINT advance_settled CHECK (recovered >= 0 AND returned >= 0 AND written_off >= 0
		AND recovered + returned + written_off <= value)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX advance_id ON advance (region, id);

CREATE TABLE settlement (
	region INTEGER NOT NULL,
	id INTEGER NOT NULL,
	agreement INTEGER NOT NULL,
	advance INTEGER NOT NULL,
	kind TEXT NOT NULL,
	about INTEGER NOT NULL,
	day INTEGER NOT NULL,
	currency TEXT NOT NULL,
	amount INTEGER NOT NULL,
	reason TEXT NOT NULL,
	reversed TEXT NOT NULL,
	PRIMARY KEY (region, id),
	CONSTRAINT settlement_advance FOREIGN KEY (region, agreement, advance) REFERENCES advance
) STRICT, WITHOUT ROWID;

CREATE INDEX settlement_agreement ON settlement (region, agreement, day, id);

-- From one receipt an advance is recovered once, unless that was taken back.
CREATE TABLE recovery (
	region INTEGER NOT NULL,
	agreement INTEGER NOT NULL,
	advance INTEGER NOT NULL,
	receipt INTEGER NOT NULL,
	settlement INTEGER NOT NULL,
	PRIMARY KEY (region, agreement, advance, receipt),
	CONSTRAINT recovery_advance FOREIGN KEY (region, agreement, advance) REFERENCES advance,
	CONSTRAINT recovery_receipt FOREIGN KEY (region, receipt) REFERENCES event
) STRICT, WITHOUT ROWID;
