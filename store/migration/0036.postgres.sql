-- Subscriptions, which tell programs and people what the journal records; and how far
-- each has told, which is no record.

CREATE TABLE subscription (
	region bigint NOT NULL,
	id bigint NOT NULL,
	party text COLLATE "C" NOT NULL,
	person bigint NOT NULL,
	post bigint NOT NULL,
	title text COLLATE "C" NOT NULL,
	way text COLLATE "C" NOT NULL,
	pace text COLLATE "C" NOT NULL,
	address text COLLATE "C" NOT NULL,
	language text COLLATE "C" NOT NULL,
	made bigint NOT NULL,
	ended_on bigint NOT NULL,
	PRIMARY KEY (region, id),
	CONSTRAINT subscription_post FOREIGN KEY (region, post) REFERENCES post,
	CONSTRAINT subscription_way CHECK (
		way = 'webhook' AND pace = 'each' AND address <> '' AND language = ''
		OR way = 'mail' AND pace IN ('daily', 'each') AND address = '' AND language <> ''
	)
);

CREATE INDEX subscription_party ON subscription (region, party, id);

CREATE INDEX subscription_rests ON subscription (region, post);

CREATE TABLE sending (
	region bigint NOT NULL,
	subscription bigint NOT NULL,
	place bigint NOT NULL,
	state text COLLATE "C" NOT NULL,
	tries bigint NOT NULL,
	due bigint NOT NULL,
	claim text COLLATE "C" NOT NULL,
	until bigint NOT NULL,
	test bigint NOT NULL,
	said text COLLATE "C" NOT NULL,
	at bigint NOT NULL,
	PRIMARY KEY (region, subscription),
	CONSTRAINT sending_state CHECK (state IN ('sends', 'stopped')),
	CONSTRAINT sending_test CHECK (test IN (0, 1)),
	CONSTRAINT sending_held CHECK (claim <> '' OR until = 0)
);

CREATE UNIQUE INDEX sending_claim ON sending (region, claim) WHERE claim <> '';
