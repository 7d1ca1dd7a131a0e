-- Subscriptions, which tell programs and people what the journal records; and how far
-- each has told, which is no record.

CREATE TABLE subscription (
	region INTEGER NOT NULL,
	id INTEGER NOT NULL,
	party TEXT NOT NULL,
	person INTEGER NOT NULL,
	post INTEGER NOT NULL,
	title TEXT NOT NULL,
	way TEXT NOT NULL,
	pace TEXT NOT NULL,
	address TEXT NOT NULL,
	language TEXT NOT NULL,
	made INTEGER NOT NULL,
	ended_on INTEGER NOT NULL,
	PRIMARY KEY (region, id),
	CONSTRAINT subscription_post FOREIGN KEY (region, post) REFERENCES post,
	CONSTRAINT subscription_way CHECK (
		way = 'webhook' AND pace = 'each' AND address <> '' AND language = ''
		OR way = 'mail' AND pace IN ('daily', 'each') AND address = '' AND language <> ''
	)
) STRICT, WITHOUT ROWID;

CREATE INDEX subscription_party ON subscription (region, party, id);

CREATE INDEX subscription_rests ON subscription (region, post);

CREATE TABLE sending (
	region INTEGER NOT NULL,
	subscription INTEGER NOT NULL,
	place INTEGER NOT NULL,
	state TEXT NOT NULL,
	tries INTEGER NOT NULL,
	due INTEGER NOT NULL,
	claim TEXT NOT NULL,
	until INTEGER NOT NULL,
	test INTEGER NOT NULL,
	said TEXT NOT NULL,
	at INTEGER NOT NULL,
	PRIMARY KEY (region, subscription),
	CONSTRAINT sending_state CHECK (state IN ('sends', 'stopped')),
	CONSTRAINT sending_test CHECK (test IN (0, 1)),
	CONSTRAINT sending_held CHECK (claim <> '' OR until = 0)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX sending_claim ON sending (region, claim) WHERE claim <> '';
