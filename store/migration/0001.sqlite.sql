-- The office's first tables. Days are counted from 1970-01-01, instants in
-- microseconds from then; region leads every key.

-- Numbers of acts up to the last have been dealt out.
CREATE TABLE act (last INTEGER NOT NULL) STRICT;

INSERT INTO act (last) VALUES (0);

CREATE TABLE entry (
	region INTEGER NOT NULL,
	number INTEGER NOT NULL,
	act INTEGER NOT NULL,
	kind TEXT NOT NULL,
	body TEXT NOT NULL,
	by_person INTEGER NOT NULL,
	for_party TEXT NOT NULL,
	at INTEGER NOT NULL,
	why TEXT NOT NULL,
	key TEXT NOT NULL,
	undoes INTEGER NOT NULL,
	PRIMARY KEY (region, number),
	CONSTRAINT entry_act UNIQUE (region, act),
	CONSTRAINT entry_key UNIQUE (region, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE change (
	region INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	ordinal INTEGER NOT NULL,
	table_name TEXT NOT NULL,
	row_key TEXT NOT NULL,
	row_after TEXT NOT NULL,
	PRIMARY KEY (region, entry, ordinal),
	FOREIGN KEY (region, entry) REFERENCES entry
) STRICT, WITHOUT ROWID;

CREATE INDEX change_row ON change (region, table_name, row_key, entry);

-- What is said of persons, apart from the records, so that it can be erased.
CREATE TABLE sealed (
	region INTEGER NOT NULL,
	token TEXT NOT NULL,
	salt TEXT NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY (region, token)
) STRICT, WITHOUT ROWID;

CREATE TABLE charter (
	region INTEGER NOT NULL,
	name_en TEXT NOT NULL,
	name_zh TEXT NOT NULL,
	language TEXT NOT NULL,
	currency TEXT NOT NULL,
	clock TEXT NOT NULL,
	PRIMARY KEY (region)
) STRICT, WITHOUT ROWID;

CREATE TABLE person (
	region INTEGER NOT NULL,
	id INTEGER NOT NULL,
	name TEXT NOT NULL,
	mail TEXT NOT NULL,
	phone TEXT NOT NULL,
	PRIMARY KEY (region, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE party (
	region INTEGER NOT NULL,
	code TEXT NOT NULL,
	name_en TEXT NOT NULL,
	name_zh TEXT NOT NULL,
	place TEXT NOT NULL,
	PRIMARY KEY (region, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE post (
	region INTEGER NOT NULL,
	id INTEGER NOT NULL,
	person INTEGER NOT NULL,
	party TEXT NOT NULL,
	duty TEXT NOT NULL,
	from_day INTEGER NOT NULL,
	to_day INTEGER NOT NULL,
	PRIMARY KEY (region, id),
	CONSTRAINT post_person FOREIGN KEY (region, person) REFERENCES person,
	CONSTRAINT post_party FOREIGN KEY (region, party) REFERENCES party,
	CONSTRAINT post_term CHECK (from_day < to_day)
) STRICT, WITHOUT ROWID;

CREATE INDEX post_holder ON post (region, party, duty, person);

-- Nobody holds the same duty in the same party twice on one day. There is one
-- writer, so looking first is safe here.
CREATE TRIGGER post_once_insert BEFORE INSERT ON post
WHEN EXISTS (
	SELECT 1 FROM post o WHERE o.region = NEW.region AND o.party = NEW.party
	AND o.duty = NEW.duty AND o.person = NEW.person AND o.id <> NEW.id
	AND o.from_day < NEW.to_day AND NEW.from_day < o.to_day
) BEGIN SELECT RAISE(IGNORE); END;

CREATE TRIGGER post_once_update BEFORE UPDATE ON post
WHEN EXISTS (
	SELECT 1 FROM post o WHERE o.region = NEW.region AND o.party = NEW.party
	AND o.duty = NEW.duty AND o.person = NEW.person AND o.id <> NEW.id
	AND o.from_day < NEW.to_day AND NEW.from_day < o.to_day
) BEGIN SELECT RAISE(ABORT, 'post_once'); END;

CREATE TABLE good (
	region INTEGER NOT NULL,
	code TEXT NOT NULL,
	name_en TEXT NOT NULL,
	name_zh TEXT NOT NULL,
	class TEXT NOT NULL,
	unit TEXT NOT NULL,
	decimals INTEGER NOT NULL,
	freight INTEGER NOT NULL,
	storage INTEGER NOT NULL,
	keeps INTEGER NOT NULL,
	currency TEXT NOT NULL,
	parent TEXT NOT NULL,
	PRIMARY KEY (region, code)
) STRICT, WITHOUT ROWID;

-- What parties promise one another, and what comes of it.

CREATE TABLE agreement (
	region INTEGER NOT NULL,
	id INTEGER NOT NULL,
	title TEXT NOT NULL,
	latest INTEGER NOT NULL,
	in_force INTEGER NOT NULL,
	ended INTEGER NOT NULL,
	PRIMARY KEY (region, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE member (
	region INTEGER NOT NULL,
	agreement INTEGER NOT NULL,
	party TEXT NOT NULL,
	PRIMARY KEY (region, agreement, party),
	CONSTRAINT member_agreement FOREIGN KEY (region, agreement) REFERENCES agreement,
	CONSTRAINT member_party FOREIGN KEY (region, party) REFERENCES party
) STRICT, WITHOUT ROWID;

CREATE INDEX member_party ON member (region, party, agreement);

CREATE TABLE version (
	region INTEGER NOT NULL,
	agreement INTEGER NOT NULL,
	number INTEGER NOT NULL,
	terms TEXT NOT NULL,
	digest TEXT NOT NULL,
	PRIMARY KEY (region, agreement, number),
	CONSTRAINT version_agreement FOREIGN KEY (region, agreement) REFERENCES agreement
) STRICT, WITHOUT ROWID;

CREATE TABLE assent (
	region INTEGER NOT NULL,
	agreement INTEGER NOT NULL,
	version INTEGER NOT NULL,
	party TEXT NOT NULL,
	manner TEXT NOT NULL,
	document TEXT NOT NULL,
	person INTEGER NOT NULL,
	at INTEGER NOT NULL,
	PRIMARY KEY (region, agreement, version, party),
	CONSTRAINT assent_version FOREIGN KEY (region, agreement, version) REFERENCES version,
	CONSTRAINT assent_member FOREIGN KEY (region, agreement, party) REFERENCES member
) STRICT, WITHOUT ROWID;

CREATE TABLE item (
	region INTEGER NOT NULL,
	agreement INTEGER NOT NULL,
	number INTEGER NOT NULL,
	from_party TEXT NOT NULL,
	to_party TEXT NOT NULL,
	good TEXT NOT NULL,
	floor INTEGER NOT NULL,
	ceiling INTEGER NOT NULL,
	price INTEGER NOT NULL,
	currency TEXT NOT NULL,
	sent INTEGER NOT NULL,
	received INTEGER NOT NULL,
	PRIMARY KEY (region, agreement, number),
	CONSTRAINT item_agreement FOREIGN KEY (region, agreement) REFERENCES agreement,
	CONSTRAINT item_good FOREIGN KEY (region, good) REFERENCES good,
	CONSTRAINT item_sent CHECK (sent BETWEEN 0 AND ceiling),
	CONSTRAINT item_received CHECK (received BETWEEN 0 AND sent)
) STRICT, WITHOUT ROWID;

CREATE TABLE commitment (
	region INTEGER NOT NULL,
	agreement INTEGER NOT NULL,
	item INTEGER NOT NULL,
	due INTEGER NOT NULL,
	quantity INTEGER NOT NULL,
	sent INTEGER NOT NULL,
	received INTEGER NOT NULL,
	PRIMARY KEY (region, agreement, item, due),
	CONSTRAINT commitment_item FOREIGN KEY (region, agreement, item) REFERENCES item,
	CONSTRAINT commitment_sent CHECK (sent BETWEEN 0 AND quantity),
	CONSTRAINT commitment_received CHECK (received BETWEEN 0 AND sent)
) STRICT, WITHOUT ROWID;

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
	PRIMARY KEY (region, id),
	CONSTRAINT event_item FOREIGN KEY (region, agreement, item) REFERENCES item
) STRICT, WITHOUT ROWID;

CREATE INDEX event_agreement ON event (region, agreement, day, id);

-- A delivery is received once, unless its receipt was taken back.
CREATE UNIQUE INDEX event_receipt ON event (region, about) WHERE kind = 'receipt' AND reversed = 0;

CREATE TABLE fulfilment (
	region INTEGER NOT NULL,
	event INTEGER NOT NULL,
	agreement INTEGER NOT NULL,
	item INTEGER NOT NULL,
	due INTEGER NOT NULL,
	quantity INTEGER NOT NULL,
	PRIMARY KEY (region, event, agreement, item, due),
	CONSTRAINT fulfilment_event FOREIGN KEY (region, event) REFERENCES event,
	CONSTRAINT fulfilment_commitment FOREIGN KEY (region, agreement, item, due) REFERENCES commitment
) STRICT, WITHOUT ROWID;
