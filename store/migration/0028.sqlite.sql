-- Horizons, for which plans are made, and what parties offer and need of goods in
-- their periods: a row for all periods of one good at one price, or of one priority.
-- How far a good may travel is of few.

CREATE TABLE reach (
	region INTEGER NOT NULL,
	good TEXT NOT NULL,
	hectometres INTEGER NOT NULL,
	PRIMARY KEY (region, good),
	CONSTRAINT reach_good FOREIGN KEY (region, good) REFERENCES good
) STRICT, WITHOUT ROWID;

CREATE TABLE horizon (
	region INTEGER NOT NULL,
	code TEXT NOT NULL,
	name_en TEXT NOT NULL,
	name_zh TEXT NOT NULL,
	class TEXT NOT NULL,
	from_day INTEGER NOT NULL,
	period TEXT NOT NULL,
	periods INTEGER NOT NULL,
	closed INTEGER NOT NULL,
	PRIMARY KEY (region, code),
	CONSTRAINT horizon_periods CHECK (periods > 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE statement (
	region INTEGER NOT NULL,
	horizon TEXT NOT NULL,
	kind TEXT NOT NULL,
	good TEXT NOT NULL,
	party TEXT NOT NULL,
	priority INTEGER NOT NULL,
	price INTEGER NOT NULL,
	amounts TEXT NOT NULL,
	total INTEGER NOT NULL,
	PRIMARY KEY (region, horizon, kind, good, party, priority, price),
	CONSTRAINT statement_horizon FOREIGN KEY (region, horizon) REFERENCES horizon,
	CONSTRAINT statement_good FOREIGN KEY (region, good) REFERENCES good,
	CONSTRAINT statement_party FOREIGN KEY (region, party) REFERENCES party,
	CONSTRAINT statement_kind CHECK (
		kind = 'offer' AND priority = 0 AND price >= 0
		OR kind = 'need' AND priority BETWEEN 1 AND 99 AND price = 0),
	CONSTRAINT statement_total CHECK (total BETWEEN 1 AND 1000000000000000)
) STRICT, WITHOUT ROWID;

CREATE INDEX statement_by_party ON statement (region, party, horizon, kind, good);

CREATE INDEX statement_by_good ON statement (region, good, horizon, kind);

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
	('statement', 'statement', '60000 60000 30000 30000 200 1 1 1'),
	('statement', 'statement_by_party', '60000 60000 300 150 150 1'),
	('statement', 'statement_by_good', '60000 60000 200 100 100');

ANALYZE sqlite_schema;
