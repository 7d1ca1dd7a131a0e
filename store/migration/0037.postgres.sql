-- Which agreement of two parties was made from which plan, once at most of each pair.

CREATE TABLE plan_pair (
	region bigint NOT NULL,
	agreement bigint NOT NULL,
	plan bigint NOT NULL,
	one text COLLATE "C" NOT NULL,
	other text COLLATE "C" NOT NULL,
	PRIMARY KEY (region, agreement),
	CONSTRAINT plan_pair_agreement FOREIGN KEY (region, agreement) REFERENCES agreement,
	CONSTRAINT plan_pair_plan FOREIGN KEY (region, plan) REFERENCES plan,
	CONSTRAINT plan_pair_one FOREIGN KEY (region, one) REFERENCES party,
	CONSTRAINT plan_pair_other FOREIGN KEY (region, other) REFERENCES party,
	CONSTRAINT plan_pair_order CHECK (one < other)
);

CREATE UNIQUE INDEX plan_pair_once ON plan_pair (region, plan, one, other);

CREATE INDEX plan_pair_of_one ON plan_pair (region, one);

CREATE INDEX plan_pair_of_other ON plan_pair (region, other);
