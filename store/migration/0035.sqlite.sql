-- Plans that the office keeps, what they say, and who has signed which part. A row
-- has all periods of a good that one party gives another, or gets.

CREATE TABLE plan (
	region INTEGER NOT NULL,
	id INTEGER NOT NULL,
	horizon TEXT NOT NULL,
	title TEXT NOT NULL,
	policy TEXT NOT NULL,
	former INTEGER NOT NULL,
	state TEXT NOT NULL,
	made_from TEXT NOT NULL,
	says TEXT NOT NULL,
	shown_on INTEGER NOT NULL,
	reason TEXT NOT NULL,
	earlier INTEGER GENERATED ALWAYS AS (NULLIF(former, 0)) STORED,
	PRIMARY KEY (region, id),
	CONSTRAINT plan_horizon FOREIGN KEY (region, horizon) REFERENCES horizon,
	CONSTRAINT plan_earlier FOREIGN KEY (region, earlier) REFERENCES plan,
	CONSTRAINT plan_state CHECK (
		state IN ('preliminary', 'proposed', 'inforce', 'closed', 'withdrawn')
	)
) STRICT, WITHOUT ROWID;

CREATE INDEX plan_of ON plan (region, horizon);

CREATE INDEX plan_earlier ON plan (region, earlier);

CREATE UNIQUE INDEX plan_in_force ON plan (region, horizon) WHERE state = 'inforce';

CREATE TABLE allocation (
	region INTEGER NOT NULL,
	plan INTEGER NOT NULL,
	good TEXT NOT NULL,
	from_party TEXT NOT NULL,
	to_party TEXT NOT NULL,
	quantity INTEGER NOT NULL,
	lines TEXT NOT NULL,
	PRIMARY KEY (region, plan, good, from_party, to_party),
	CONSTRAINT allocation_plan FOREIGN KEY (region, plan) REFERENCES plan,
	CONSTRAINT allocation_good FOREIGN KEY (region, good) REFERENCES good,
	CONSTRAINT allocation_from FOREIGN KEY (region, from_party) REFERENCES party,
	CONSTRAINT allocation_to FOREIGN KEY (region, to_party) REFERENCES party,
	CONSTRAINT allocation_quantity CHECK (quantity > 0)
) STRICT, WITHOUT ROWID;

CREATE INDEX allocation_good ON allocation (region, good);

CREATE INDEX allocation_from ON allocation (region, from_party, plan);

CREATE INDEX allocation_to ON allocation (region, to_party, plan);

CREATE TABLE share (
	region INTEGER NOT NULL,
	plan INTEGER NOT NULL,
	good TEXT NOT NULL,
	party TEXT NOT NULL,
	needed INTEGER NOT NULL,
	met INTEGER NOT NULL,
	lines TEXT NOT NULL,
	PRIMARY KEY (region, plan, good, party),
	CONSTRAINT share_plan FOREIGN KEY (region, plan) REFERENCES plan,
	CONSTRAINT share_good FOREIGN KEY (region, good) REFERENCES good,
	CONSTRAINT share_party FOREIGN KEY (region, party) REFERENCES party,
	CONSTRAINT share_met CHECK (met BETWEEN 0 AND needed)
) STRICT, WITHOUT ROWID;

CREATE INDEX share_good ON share (region, good);

CREATE INDEX share_party ON share (region, party, plan);

CREATE TABLE plan_good (
	region INTEGER NOT NULL,
	plan INTEGER NOT NULL,
	good TEXT NOT NULL,
	summary TEXT NOT NULL,
	offered TEXT NOT NULL,
	proof TEXT NOT NULL,
	PRIMARY KEY (region, plan, good),
	CONSTRAINT plan_good_plan FOREIGN KEY (region, plan) REFERENCES plan,
	CONSTRAINT plan_good_good FOREIGN KEY (region, good) REFERENCES good
) STRICT, WITHOUT ROWID;

CREATE INDEX plan_good_of ON plan_good (region, good);

CREATE TABLE plan_part (
	region INTEGER NOT NULL,
	plan INTEGER NOT NULL,
	party TEXT NOT NULL,
	digest TEXT NOT NULL,
	PRIMARY KEY (region, plan, party),
	CONSTRAINT plan_part_plan FOREIGN KEY (region, plan) REFERENCES plan,
	CONSTRAINT plan_part_party FOREIGN KEY (region, party) REFERENCES party
) STRICT, WITHOUT ROWID;

CREATE INDEX plan_part_of ON plan_part (region, party);

CREATE TABLE plan_signature (
	region INTEGER NOT NULL,
	plan INTEGER NOT NULL,
	party TEXT NOT NULL,
	manner TEXT NOT NULL,
	document TEXT NOT NULL,
	person INTEGER NOT NULL,
	at INTEGER NOT NULL,
	file TEXT NOT NULL,
	PRIMARY KEY (region, plan, party),
	CONSTRAINT plan_signature_part FOREIGN KEY (region, plan, party) REFERENCES plan_part
) STRICT, WITHOUT ROWID;
