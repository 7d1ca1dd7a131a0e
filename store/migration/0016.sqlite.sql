-- What an office does where it may choose, purchases that another's exclusive
-- scope forbids and that were let through, and why a good counts as scarce.

CREATE TABLE regulation (
	region INTEGER NOT NULL,
	subject TEXT NOT NULL,
	rule TEXT NOT NULL,
	PRIMARY KEY (region, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE scarcity (
	region INTEGER NOT NULL,
	good TEXT NOT NULL,
	reason TEXT NOT NULL,
	PRIMARY KEY (region, good),
	CONSTRAINT scarcity_good FOREIGN KEY (region, good) REFERENCES good
) STRICT, WITHOUT ROWID;

CREATE TABLE trespass (
	region INTEGER NOT NULL,
	agreement INTEGER NOT NULL,
	item INTEGER NOT NULL,
	event INTEGER NOT NULL,
	scope INTEGER NOT NULL,
	from_party TEXT NOT NULL,
	to_party TEXT NOT NULL,
	good TEXT NOT NULL,
	day INTEGER NOT NULL,
	PRIMARY KEY (region, agreement, item, event, scope),
	CONSTRAINT trespass_agreement FOREIGN KEY (region, agreement) REFERENCES agreement,
	CONSTRAINT trespass_scope FOREIGN KEY (region, scope) REFERENCES scope
) STRICT, WITHOUT ROWID;

CREATE INDEX trespass_day ON trespass (region, day);

CREATE INDEX trespass_scope ON trespass (region, scope);

CREATE INDEX item_good ON item (region, good);
