-- The office's first tables. Days are counted from 1970-01-01, instants in
-- microseconds from then; region leads every key. Texts compare as bytes.

CREATE EXTENSION IF NOT EXISTS btree_gist;

-- Acts draw their numbers early, for their records take theirs from them.
CREATE SEQUENCE act CACHE 1;

-- Entries draw theirs last, when every row that the act changes is locked: of
-- two entries that touch a row, the later one has the greater number.
CREATE SEQUENCE entry_number CACHE 1;

CREATE TABLE entry (
	region bigint NOT NULL,
	number bigint NOT NULL,
	act bigint NOT NULL,
	kind text COLLATE "C" NOT NULL,
	body text COLLATE "C" NOT NULL,
	by_person bigint NOT NULL,
	for_party text COLLATE "C" NOT NULL,
	at bigint NOT NULL,
	why text COLLATE "C" NOT NULL,
	key text COLLATE "C" NOT NULL,
	undoes bigint NOT NULL,
	PRIMARY KEY (region, number),
	CONSTRAINT entry_act UNIQUE (region, act),
	CONSTRAINT entry_key UNIQUE (region, key)
);

CREATE TABLE change (
	region bigint NOT NULL,
	entry bigint NOT NULL,
	ordinal bigint NOT NULL,
	table_name text COLLATE "C" NOT NULL,
	row_key text COLLATE "C" NOT NULL,
	row_after text COLLATE "C" NOT NULL,
	PRIMARY KEY (region, entry, ordinal),
	FOREIGN KEY (region, entry) REFERENCES entry
);

CREATE INDEX change_row ON change (region, table_name, row_key, entry);

-- What is said of persons, apart from the records, so that it can be erased.
CREATE TABLE sealed (
	region bigint NOT NULL,
	token text COLLATE "C" NOT NULL,
	salt text COLLATE "C" NOT NULL,
	value text COLLATE "C" NOT NULL,
	PRIMARY KEY (region, token)
);

CREATE TABLE charter (
	region bigint NOT NULL,
	name_en text COLLATE "C" NOT NULL,
	name_zh text COLLATE "C" NOT NULL,
	language text COLLATE "C" NOT NULL,
	currency text COLLATE "C" NOT NULL,
	clock text COLLATE "C" NOT NULL,
	PRIMARY KEY (region)
);

CREATE TABLE person (
	region bigint NOT NULL,
	id bigint NOT NULL,
	name text COLLATE "C" NOT NULL,
	mail text COLLATE "C" NOT NULL,
	phone text COLLATE "C" NOT NULL,
	PRIMARY KEY (region, id)
);

CREATE TABLE party (
	region bigint NOT NULL,
	code text COLLATE "C" NOT NULL,
	name_en text COLLATE "C" NOT NULL,
	name_zh text COLLATE "C" NOT NULL,
	place text COLLATE "C" NOT NULL,
	PRIMARY KEY (region, code)
);

CREATE TABLE post (
	region bigint NOT NULL,
	id bigint NOT NULL,
	person bigint NOT NULL,
	party text COLLATE "C" NOT NULL,
	duty text COLLATE "C" NOT NULL,
	from_day bigint NOT NULL,
	to_day bigint NOT NULL,
	PRIMARY KEY (region, id),
	CONSTRAINT post_person FOREIGN KEY (region, person) REFERENCES person,
	CONSTRAINT post_party FOREIGN KEY (region, party) REFERENCES party,
	CONSTRAINT post_term CHECK (from_day < to_day),
	-- Nobody holds the same duty in the same party twice on one day.
	CONSTRAINT post_once EXCLUDE USING gist (
		region WITH =, party WITH =, duty WITH =, person WITH =,
		int8range(from_day, to_day) WITH &&
	)
);

CREATE INDEX post_holder ON post (region, party, duty, person);

CREATE TABLE good (
	region bigint NOT NULL,
	code text COLLATE "C" NOT NULL,
	name_en text COLLATE "C" NOT NULL,
	name_zh text COLLATE "C" NOT NULL,
	class text COLLATE "C" NOT NULL,
	unit text COLLATE "C" NOT NULL,
	decimals bigint NOT NULL,
	freight bigint NOT NULL,
	storage bigint NOT NULL,
	keeps bigint NOT NULL,
	currency text COLLATE "C" NOT NULL,
	parent text COLLATE "C" NOT NULL,
	PRIMARY KEY (region, code)
);

-- What parties promise one another, and what comes of it.

CREATE TABLE agreement (
	region bigint NOT NULL,
	id bigint NOT NULL,
	title text COLLATE "C" NOT NULL,
	latest bigint NOT NULL,
	in_force bigint NOT NULL,
	ended bigint NOT NULL,
	PRIMARY KEY (region, id)
);

CREATE TABLE member (
	region bigint NOT NULL,
	agreement bigint NOT NULL,
	party text COLLATE "C" NOT NULL,
	PRIMARY KEY (region, agreement, party),
	CONSTRAINT member_agreement FOREIGN KEY (region, agreement) REFERENCES agreement,
	CONSTRAINT member_party FOREIGN KEY (region, party) REFERENCES party
);

CREATE INDEX member_party ON member (region, party, agreement);

CREATE TABLE version (
	region bigint NOT NULL,
	agreement bigint NOT NULL,
	number bigint NOT NULL,
	terms text COLLATE "C" NOT NULL,
	digest text COLLATE "C" NOT NULL,
	PRIMARY KEY (region, agreement, number),
	CONSTRAINT version_agreement FOREIGN KEY (region, agreement) REFERENCES agreement
);

CREATE TABLE assent (
	region bigint NOT NULL,
	agreement bigint NOT NULL,
	version bigint NOT NULL,
	party text COLLATE "C" NOT NULL,
	manner text COLLATE "C" NOT NULL,
	document text COLLATE "C" NOT NULL,
	person bigint NOT NULL,
	at bigint NOT NULL,
	PRIMARY KEY (region, agreement, version, party),
	CONSTRAINT assent_version FOREIGN KEY (region, agreement, version) REFERENCES version,
	CONSTRAINT assent_member FOREIGN KEY (region, agreement, party) REFERENCES member
);

CREATE TABLE item (
	region bigint NOT NULL,
	agreement bigint NOT NULL,
	number bigint NOT NULL,
	from_party text COLLATE "C" NOT NULL,
	to_party text COLLATE "C" NOT NULL,
	good text COLLATE "C" NOT NULL,
	floor bigint NOT NULL,
	ceiling bigint NOT NULL,
	price bigint NOT NULL,
	currency text COLLATE "C" NOT NULL,
	sent bigint NOT NULL,
	received bigint NOT NULL,
	PRIMARY KEY (region, agreement, number),
	CONSTRAINT item_agreement FOREIGN KEY (region, agreement) REFERENCES agreement,
	CONSTRAINT item_good FOREIGN KEY (region, good) REFERENCES good,
	CONSTRAINT item_sent CHECK (sent BETWEEN 0 AND ceiling),
	CONSTRAINT item_received CHECK (received BETWEEN 0 AND sent)
);

CREATE TABLE commitment (
	region bigint NOT NULL,
	agreement bigint NOT NULL,
	item bigint NOT NULL,
	due bigint NOT NULL,
	quantity bigint NOT NULL,
	sent bigint NOT NULL,
	received bigint NOT NULL,
	PRIMARY KEY (region, agreement, item, due),
	CONSTRAINT commitment_item FOREIGN KEY (region, agreement, item) REFERENCES item,
	CONSTRAINT commitment_sent CHECK (sent BETWEEN 0 AND quantity),
	CONSTRAINT commitment_received CHECK (received BETWEEN 0 AND sent)
);

CREATE TABLE event (
	region bigint NOT NULL,
	id bigint NOT NULL,
	kind text COLLATE "C" NOT NULL,
	agreement bigint NOT NULL,
	item bigint NOT NULL,
	about bigint NOT NULL,
	day bigint NOT NULL,
	quantity bigint NOT NULL,
	short bigint NOT NULL,
	rejected bigint NOT NULL,
	reason text COLLATE "C" NOT NULL,
	note text COLLATE "C" NOT NULL,
	party text COLLATE "C" NOT NULL,
	told_to text COLLATE "C" NOT NULL,
	reversed bigint NOT NULL,
	PRIMARY KEY (region, id),
	CONSTRAINT event_item FOREIGN KEY (region, agreement, item) REFERENCES item
);

CREATE INDEX event_agreement ON event (region, agreement, day, id);

-- A delivery is received once, unless its receipt was taken back.
CREATE UNIQUE INDEX event_receipt ON event (region, about) WHERE kind = 'receipt' AND reversed = 0;

CREATE TABLE fulfilment (
	region bigint NOT NULL,
	event bigint NOT NULL,
	agreement bigint NOT NULL,
	item bigint NOT NULL,
	due bigint NOT NULL,
	quantity bigint NOT NULL,
	PRIMARY KEY (region, event, agreement, item, due),
	CONSTRAINT fulfilment_event FOREIGN KEY (region, event) REFERENCES event,
	CONSTRAINT fulfilment_commitment FOREIGN KEY (region, agreement, item, due) REFERENCES commitment
);
