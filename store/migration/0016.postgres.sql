-- What an office does where it may choose, purchases that another's exclusive
-- scope forbids and that were let through, and why a good counts as scarce.

CREATE TABLE regulation (
	region bigint NOT NULL,
	subject text COLLATE "C" NOT NULL,
	rule text COLLATE "C" NOT NULL,
	PRIMARY KEY (region, subject)
);

CREATE TABLE scarcity (
	region bigint NOT NULL,
	good text COLLATE "C" NOT NULL,
	reason text COLLATE "C" NOT NULL,
	PRIMARY KEY (region, good),
	CONSTRAINT scarcity_good FOREIGN KEY (region, good) REFERENCES good
);

CREATE TABLE trespass (
	region bigint NOT NULL,
	agreement bigint NOT NULL,
	item bigint NOT NULL,
	event bigint NOT NULL,
	scope bigint NOT NULL,
	from_party text COLLATE "C" NOT NULL,
	to_party text COLLATE "C" NOT NULL,
	good text COLLATE "C" NOT NULL,
	day bigint NOT NULL,
	PRIMARY KEY (region, agreement, item, event, scope),
	CONSTRAINT trespass_agreement FOREIGN KEY (region, agreement) REFERENCES agreement,
	CONSTRAINT trespass_scope FOREIGN KEY (region, scope) REFERENCES scope
);

CREATE INDEX trespass_day ON trespass (region, day);

CREATE INDEX trespass_scope ON trespass (region, scope);

CREATE INDEX item_good ON item (region, good);
