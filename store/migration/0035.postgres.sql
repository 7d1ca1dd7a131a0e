-- Plans that the office keeps, what they say, and who has signed which part. A row
-- has all periods of a good that one party gives another, or gets.

CREATE TABLE plan (
	region bigint NOT NULL,
	id bigint NOT NULL,
	horizon text COLLATE "C" NOT NULL,
	title text COLLATE "C" NOT NULL,
	policy text COLLATE "C" NOT NULL,
	former bigint NOT NULL,
	state text COLLATE "C" NOT NULL,
	made_from text COLLATE "C" NOT NULL,
	says text COLLATE "C" NOT NULL,
	shown_on bigint NOT NULL,
	reason text COLLATE "C" NOT NULL,
	earlier bigint GENERATED ALWAYS AS (NULLIF(former, 0)) STORED,
	PRIMARY KEY (region, id),
	CONSTRAINT plan_horizon FOREIGN KEY (region, horizon) REFERENCES horizon,
	CONSTRAINT plan_earlier FOREIGN KEY (region, earlier) REFERENCES plan,
	CONSTRAINT plan_state CHECK (
		state IN ('preliminary', 'proposed', 'inforce', 'closed', 'withdrawn')
	)
);

CREATE INDEX plan_of ON plan (region, horizon);

CREATE INDEX plan_earlier ON plan (region, earlier);

CREATE UNIQUE INDEX plan_in_force ON plan (region, horizon) WHERE state = 'inforce';

CREATE TABLE allocation (
	region bigint NOT NULL,
	plan bigint NOT NULL,
	good text COLLATE "C" NOT NULL,
	from_party text COLLATE "C" NOT NULL,
	to_party text COLLATE "C" NOT NULL,
	quantity bigint NOT NULL,
	lines text COLLATE "C" NOT NULL,
	PRIMARY KEY (region, plan, good, from_party, to_party),
	CONSTRAINT allocation_plan FOREIGN KEY (region, plan) REFERENCES plan,
	CONSTRAINT allocation_good FOREIGN KEY (region, good) REFERENCES good,
	CONSTRAINT allocation_from FOREIGN KEY (region, from_party) REFERENCES party,
	CONSTRAINT allocation_to FOREIGN KEY (region, to_party) REFERENCES party,
	CONSTRAINT allocation_quantity CHECK (quantity > 0)
);

CREATE INDEX allocation_good ON allocation (region, good);

CREATE INDEX allocation_from ON allocation (region, from_party, plan);

CREATE INDEX allocation_to ON allocation (region, to_party, plan);

CREATE TABLE share (
	region bigint NOT NULL,
	plan bigint NOT NULL,
	good text COLLATE "C" NOT NULL,
	party text COLLATE "C" NOT NULL,
	needed bigint NOT NULL,
	met bigint NOT NULL,
	lines text COLLATE "C" NOT NULL,
	PRIMARY KEY (region, plan, good, party),
	CONSTRAINT share_plan FOREIGN KEY (region, plan) REFERENCES plan,
	CONSTRAINT share_good FOREIGN KEY (region, good) REFERENCES good,
	CONSTRAINT share_party FOREIGN KEY (region, party) REFERENCES party,
	CONSTRAINT share_met CHECK (met BETWEEN 0 AND needed)
);

CREATE INDEX share_good ON share (region, good);

CREATE INDEX share_party ON share (region, party, plan);

CREATE TABLE plan_good (
	region bigint NOT NULL,
	plan bigint NOT NULL,
	good text COLLATE "C" NOT NULL,
	summary text COLLATE "C" NOT NULL,
	offered text COLLATE "C" NOT NULL,
	proof text COLLATE "C" NOT NULL,
	PRIMARY KEY (region, plan, good),
	CONSTRAINT plan_good_plan FOREIGN KEY (region, plan) REFERENCES plan,
	CONSTRAINT plan_good_good FOREIGN KEY (region, good) REFERENCES good
);

CREATE INDEX plan_good_of ON plan_good (region, good);

CREATE TABLE plan_part (
	region bigint NOT NULL,
	plan bigint NOT NULL,
	party text COLLATE "C" NOT NULL,
	digest text COLLATE "C" NOT NULL,
	PRIMARY KEY (region, plan, party),
	CONSTRAINT plan_part_plan FOREIGN KEY (region, plan) REFERENCES plan,
	CONSTRAINT plan_part_party FOREIGN KEY (region, party) REFERENCES party
);

CREATE INDEX plan_part_of ON plan_part (region, party);

CREATE TABLE plan_signature (
	region bigint NOT NULL,
	plan bigint NOT NULL,
	party text COLLATE "C" NOT NULL,
	manner text COLLATE "C" NOT NULL,
	document text COLLATE "C" NOT NULL,
	person bigint NOT NULL,
	at bigint NOT NULL,
	file text COLLATE "C" NOT NULL,
	PRIMARY KEY (region, plan, party),
	CONSTRAINT plan_signature_part FOREIGN KEY (region, plan, party) REFERENCES plan_part
);
