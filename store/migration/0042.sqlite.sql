-- What parties make of what, and how much of each good a batch takes and gives.
-- A good is on one side of a recipe only, which the key holds.

CREATE TABLE recipe (
	region INTEGER NOT NULL,
	party TEXT NOT NULL,
	code TEXT NOT NULL,
	from_day INTEGER NOT NULL,
	to_day INTEGER NOT NULL,
	capacity INTEGER NOT NULL,
	PRIMARY KEY (region, party, code),
	CONSTRAINT recipe_party FOREIGN KEY (region, party) REFERENCES party,
	CONSTRAINT recipe_code CHECK (code <> ''),
	CONSTRAINT recipe_term CHECK (from_day < to_day),
	CONSTRAINT recipe_capacity CHECK (capacity BETWEEN 0 AND 1000000000)
) STRICT, WITHOUT ROWID;

CREATE TABLE recipe_good (
	region INTEGER NOT NULL,
	party TEXT NOT NULL,
	recipe TEXT NOT NULL,
	good TEXT NOT NULL,
	side TEXT NOT NULL,
	quantity INTEGER NOT NULL,
	PRIMARY KEY (region, party, recipe, good),
	CONSTRAINT recipe_good_of FOREIGN KEY (region, party, recipe) REFERENCES recipe,
	CONSTRAINT recipe_good_good FOREIGN KEY (region, good) REFERENCES good,
	CONSTRAINT recipe_good_side CHECK (side IN ('input', 'output')),
	CONSTRAINT recipe_good_quantity CHECK (quantity BETWEEN 1 AND 1000000000000000)
) STRICT, WITHOUT ROWID;

CREATE INDEX recipe_good_by_good ON recipe_good (region, good, party);
