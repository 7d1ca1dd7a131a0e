-- Lines that who plans for a horizon has fixed by hand: exactly so much of a good
-- from one party to another in a period, and why.

CREATE TABLE fixing (
	region INTEGER NOT NULL,
	horizon TEXT NOT NULL,
	good TEXT NOT NULL,
	from_party TEXT NOT NULL,
	to_party TEXT NOT NULL,
	in_period INTEGER NOT NULL,
	quantity INTEGER NOT NULL,
	reason TEXT NOT NULL,
	PRIMARY KEY (region, horizon, good, from_party, to_party, in_period),
	CONSTRAINT fixing_horizon FOREIGN KEY (region, horizon) REFERENCES horizon,
	CONSTRAINT fixing_good FOREIGN KEY (region, good) REFERENCES good,
	CONSTRAINT fixing_from FOREIGN KEY (region, from_party) REFERENCES party,
	CONSTRAINT fixing_to FOREIGN KEY (region, to_party) REFERENCES party,
	CONSTRAINT fixing_period CHECK (in_period > 0),
	CONSTRAINT fixing_quantity CHECK (quantity BETWEEN 0 AND 1000000000000000),
	CONSTRAINT fixing_reason CHECK (reason <> '')
) STRICT, WITHOUT ROWID;

CREATE INDEX fixing_by_good ON fixing (region, good);

CREATE INDEX fixing_by_from ON fixing (region, from_party);

CREATE INDEX fixing_by_to ON fixing (region, to_party);
