-- What is said of two places at once, and what a place weighs in its zone.

ALTER TABLE place ADD COLUMN weight INTEGER NOT NULL DEFAULT -1;

ALTER TABLE place ADD COLUMN source TEXT NOT NULL DEFAULT '';

CREATE TABLE border (
	region INTEGER NOT NULL,
	a TEXT NOT NULL,
	b TEXT NOT NULL,
	mapped INTEGER NOT NULL,
	ruling TEXT NOT NULL,
	reason TEXT NOT NULL,
	PRIMARY KEY (region, a, b),
	CONSTRAINT border_a FOREIGN KEY (region, a) REFERENCES place,
	CONSTRAINT border_b FOREIGN KEY (region, b) REFERENCES place,
	CONSTRAINT border_order CHECK (a < b),
	CONSTRAINT border_mapped CHECK (mapped IN (0, 1)),
	CONSTRAINT border_ruling CHECK (ruling IN ('', 'joined', 'parted'))
) STRICT, WITHOUT ROWID;

CREATE INDEX border_other ON border (region, b);

CREATE TABLE tie (
	region INTEGER NOT NULL,
	a TEXT NOT NULL,
	b TEXT NOT NULL,
	strength INTEGER NOT NULL,
	source TEXT NOT NULL,
	PRIMARY KEY (region, a, b),
	CONSTRAINT tie_a FOREIGN KEY (region, a) REFERENCES place,
	CONSTRAINT tie_b FOREIGN KEY (region, b) REFERENCES place,
	CONSTRAINT tie_order CHECK (a < b),
	CONSTRAINT tie_strength CHECK (strength > 0)
) STRICT, WITHOUT ROWID;

CREATE INDEX tie_other ON tie (region, b);

CREATE TABLE distance (
	region INTEGER NOT NULL,
	from_place TEXT NOT NULL,
	to_place TEXT NOT NULL,
	hectometres INTEGER NOT NULL,
	PRIMARY KEY (region, from_place, to_place),
	CONSTRAINT distance_from FOREIGN KEY (region, from_place) REFERENCES place,
	CONSTRAINT distance_to FOREIGN KEY (region, to_place) REFERENCES place,
	CONSTRAINT distance_two CHECK (from_place <> to_place),
	CONSTRAINT distance_length CHECK (hectometres >= 0)
) STRICT, WITHOUT ROWID;

CREATE INDEX distance_other ON distance (region, to_place);
