-- What is said of two places at once, and what a place weighs in its zone.

ALTER TABLE place ADD COLUMN weight bigint NOT NULL DEFAULT -1;

ALTER TABLE place ADD COLUMN source text COLLATE "C" NOT NULL DEFAULT '';

CREATE TABLE border (
	region bigint NOT NULL,
	a text COLLATE "C" NOT NULL,
	b text COLLATE "C" NOT NULL,
	mapped bigint NOT NULL,
	ruling text COLLATE "C" NOT NULL,
	reason text COLLATE "C" NOT NULL,
	PRIMARY KEY (region, a, b),
	CONSTRAINT border_a FOREIGN KEY (region, a) REFERENCES place,
	CONSTRAINT border_b FOREIGN KEY (region, b) REFERENCES place,
	CONSTRAINT border_order CHECK (a < b),
	CONSTRAINT border_mapped CHECK (mapped IN (0, 1)),
	CONSTRAINT border_ruling CHECK (ruling IN ('', 'joined', 'parted'))
);

CREATE INDEX border_other ON border (region, b);

CREATE TABLE tie (
	region bigint NOT NULL,
	a text COLLATE "C" NOT NULL,
	b text COLLATE "C" NOT NULL,
	strength bigint NOT NULL,
	source text COLLATE "C" NOT NULL,
	PRIMARY KEY (region, a, b),
	CONSTRAINT tie_a FOREIGN KEY (region, a) REFERENCES place,
	CONSTRAINT tie_b FOREIGN KEY (region, b) REFERENCES place,
	CONSTRAINT tie_order CHECK (a < b),
	CONSTRAINT tie_strength CHECK (strength > 0)
);

CREATE INDEX tie_other ON tie (region, b);

CREATE TABLE distance (
	region bigint NOT NULL,
	from_place text COLLATE "C" NOT NULL,
	to_place text COLLATE "C" NOT NULL,
	hectometres bigint NOT NULL,
	PRIMARY KEY (region, from_place, to_place),
	CONSTRAINT distance_from FOREIGN KEY (region, from_place) REFERENCES place,
	CONSTRAINT distance_to FOREIGN KEY (region, to_place) REFERENCES place,
	CONSTRAINT distance_two CHECK (from_place <> to_place),
	CONSTRAINT distance_length CHECK (hectometres >= 0)
);

CREATE INDEX distance_other ON distance (region, to_place);
