-- Advances: what the taker of an item gives its supplier before delivery, and how
-- that was settled. An account can close, and not go below nothing.

CREATE TABLE advance (
	region bigint NOT NULL,
	agreement bigint NOT NULL,
	id bigint NOT NULL,
	item bigint NOT NULL,
	from_party text COLLATE "C" NOT NULL,
	to_party text COLLATE "C" NOT NULL,
	good text COLLATE "C" NOT NULL,
	quantity text COLLATE "C" NOT NULL,
	unit text COLLATE "C" NOT NULL,
	currency text COLLATE "C" NOT NULL,
	value bigint NOT NULL,
	rate bigint NOT NULL,
	day bigint NOT NULL,
	note text COLLATE "C" NOT NULL,
	recovered bigint NOT NULL,
	returned bigint NOT NULL,
	written_off bigint NOT NULL,
	PRIMARY KEY (region, agreement, id),
	CONSTRAINT advance_item FOREIGN KEY (region, agreement, item) REFERENCES item,
	CONSTRAINT advance_settled CHECK (recovered >= 0 AND returned >= 0 AND written_off >= 0
		AND recovered + returned + written_off <= value)
);

CREATE UNIQUE INDEX advance_id ON advance (region, id);

CREATE TABLE settlement (
	region bigint NOT NULL,
	id bigint NOT NULL,
	agreement bigint NOT NULL,
	advance bigint NOT NULL,
	kind text COLLATE "C" NOT NULL,
	about bigint NOT NULL,
	day bigint NOT NULL,
	currency text COLLATE "C" NOT NULL,
	amount bigint NOT NULL,
	reason text COLLATE "C" NOT NULL,
	reversed text COLLATE "C" NOT NULL,
	PRIMARY KEY (region, id),
	CONSTRAINT settlement_advance FOREIGN KEY (region, agreement, advance) REFERENCES advance
);

CREATE INDEX settlement_agreement ON settlement (region, agreement, day, id);

-- From one receipt an advance is recovered once, unless that was taken back.
CREATE TABLE recovery (
	region bigint NOT NULL,
	agreement bigint NOT NULL,
	advance bigint NOT NULL,
	receipt bigint NOT NULL,
	settlement bigint NOT NULL,
	PRIMARY KEY (region, agreement, advance, receipt),
	CONSTRAINT recovery_advance FOREIGN KEY (region, agreement, advance) REFERENCES advance,
	CONSTRAINT recovery_receipt FOREIGN KEY (region, receipt) REFERENCES event
);
