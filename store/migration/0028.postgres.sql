-- Horizons, for which plans are made, and what parties offer and need of goods in
-- their periods: a row for all periods of one good at one price, or of one priority.
-- How far a good may travel is of few.

CREATE TABLE reach (
	region bigint NOT NULL,
	good text COLLATE "C" NOT NULL,
	hectometres bigint NOT NULL,
	PRIMARY KEY (region, good),
	CONSTRAINT reach_good FOREIGN KEY (region, good) REFERENCES good
);

CREATE TABLE horizon (
	region bigint NOT NULL,
	code text COLLATE "C" NOT NULL,
	name_en text COLLATE "C" NOT NULL,
	name_zh text COLLATE "C" NOT NULL,
	class text COLLATE "C" NOT NULL,
	from_day bigint NOT NULL,
	period text COLLATE "C" NOT NULL,
	periods bigint NOT NULL,
	closed bigint NOT NULL,
	PRIMARY KEY (region, code),
	CONSTRAINT horizon_periods CHECK (periods > 0)
);

CREATE TABLE statement (
	region bigint NOT NULL,
	horizon text COLLATE "C" NOT NULL,
	kind text COLLATE "C" NOT NULL,
	good text COLLATE "C" NOT NULL,
	party text COLLATE "C" NOT NULL,
	priority bigint NOT NULL,
	price bigint NOT NULL,
	amounts text COLLATE "C" NOT NULL,
	total bigint NOT NULL,
	PRIMARY KEY (region, horizon, kind, good, party, priority, price),
	CONSTRAINT statement_horizon FOREIGN KEY (region, horizon) REFERENCES horizon,
	CONSTRAINT statement_good FOREIGN KEY (region, good) REFERENCES good,
	CONSTRAINT statement_party FOREIGN KEY (region, party) REFERENCES party,
	CONSTRAINT statement_kind CHECK (
		kind = 'offer' AND priority = 0 AND price >= 0
		OR kind = 'need' AND priority BETWEEN 1 AND 99 AND price = 0),
	CONSTRAINT statement_total CHECK (total BETWEEN 1 AND 1000000000000000)
);

CREATE INDEX statement_by_party ON statement (region, party, horizon, kind, good);

CREATE INDEX statement_by_good ON statement (region, good, horizon, kind);
