-- What parties make of what, and how much of each good a batch takes and gives.
-- A good is on one side of a recipe only, which the key holds.

CREATE TABLE recipe (
	region bigint NOT NULL,
	party text COLLATE "C" NOT NULL,
	code text COLLATE "C" NOT NULL,
	from_day bigint NOT NULL,
	to_day bigint NOT NULL,
	capacity bigint NOT NULL,
	PRIMARY KEY (region, party, code),
	CONSTRAINT recipe_party FOREIGN KEY (region, party) REFERENCES party,
	CONSTRAINT recipe_code CHECK (code <> ''),
	CONSTRAINT recipe_term CHECK (from_day < to_day),
	CONSTRAINT recipe_capacity CHECK (capacity BETWEEN 0 AND 1000000000)
);

CREATE TABLE recipe_good (
	region bigint NOT NULL,
	party text COLLATE "C" NOT NULL,
	recipe text COLLATE "C" NOT NULL,
	good text COLLATE "C" NOT NULL,
	side text COLLATE "C" NOT NULL,
	quantity bigint NOT NULL,
	PRIMARY KEY (region, party, recipe, good),
	CONSTRAINT recipe_good_of FOREIGN KEY (region, party, recipe) REFERENCES recipe,
	CONSTRAINT recipe_good_good FOREIGN KEY (region, good) REFERENCES good,
	CONSTRAINT recipe_good_side CHECK (side IN ('input', 'output')),
	CONSTRAINT recipe_good_quantity CHECK (quantity BETWEEN 1 AND 1000000000000000)
);

CREATE INDEX recipe_good_by_good ON recipe_good (region, good, party);
