-- Zones, who is in which for how long, and how they are drawn. A place is in one
-- zone at most on any day; what that lies in, it is in by the way.

CREATE TABLE zone (
	region INTEGER NOT NULL,
	code TEXT NOT NULL,
	name_en TEXT NOT NULL,
	name_zh TEXT NOT NULL,
	parent TEXT NOT NULL,
	lead TEXT NOT NULL,
	stage TEXT NOT NULL,
	since INTEGER NOT NULL,
	above TEXT GENERATED ALWAYS AS (NULLIF(parent, '')) STORED,
	led_by TEXT GENERATED ALWAYS AS (NULLIF(lead, '')) STORED,
	PRIMARY KEY (region, code),
	CONSTRAINT zone_above FOREIGN KEY (region, above) REFERENCES zone,
	CONSTRAINT zone_led_by FOREIGN KEY (region, led_by) REFERENCES party,
	CONSTRAINT zone_stage CHECK (stage IN ('proposed', 'preparing', 'established', 'dissolved'))
) STRICT, WITHOUT ROWID;

CREATE INDEX zone_above ON zone (region, above);

CREATE INDEX zone_led_by ON zone (region, led_by);

CREATE TABLE zone_centre (
	region INTEGER NOT NULL,
	zone TEXT NOT NULL,
	place TEXT NOT NULL,
	PRIMARY KEY (region, zone, place),
	CONSTRAINT zone_centre_zone FOREIGN KEY (region, zone) REFERENCES zone,
	CONSTRAINT zone_centre_place FOREIGN KEY (region, place) REFERENCES place
) STRICT, WITHOUT ROWID;

CREATE INDEX zone_centre_at ON zone_centre (region, place);

CREATE TABLE belonging (
	region INTEGER NOT NULL,
	place TEXT NOT NULL,
	from_day INTEGER NOT NULL,
	to_day INTEGER NOT NULL,
	zone TEXT NOT NULL,
	reason TEXT NOT NULL,
	note TEXT NOT NULL,
	PRIMARY KEY (region, place, from_day),
	CONSTRAINT belonging_place FOREIGN KEY (region, place) REFERENCES place,
	CONSTRAINT belonging_zone FOREIGN KEY (region, zone) REFERENCES zone,
	CONSTRAINT belonging_term CHECK (from_day < to_day)
) STRICT, WITHOUT ROWID;

CREATE INDEX belonging_of ON belonging (region, zone);

CREATE INDEX belonging_end ON belonging (region, to_day);

-- There is one writer, so looking first is safe here.
CREATE TRIGGER belonging_once_insert BEFORE INSERT ON belonging WHEN EXISTS (
	SELECT 1 FROM belonging o WHERE o.region = NEW.region AND o.place = NEW.place
	AND o.from_day <> NEW.from_day
	AND o.from_day < NEW.to_day AND NEW.from_day < o.to_day
) BEGIN SELECT RAISE(IGNORE); END;

CREATE TRIGGER belonging_once_update BEFORE UPDATE ON belonging WHEN EXISTS (
	SELECT 1 FROM belonging o WHERE o.region = NEW.region AND o.place = NEW.place
	AND o.from_day <> OLD.from_day
	AND o.from_day < NEW.to_day AND NEW.from_day < o.to_day
) BEGIN SELECT RAISE(ABORT, 'belonging_once'); END;

CREATE TABLE pin (
	region INTEGER NOT NULL,
	place TEXT NOT NULL,
	zone TEXT NOT NULL,
	reason TEXT NOT NULL,
	PRIMARY KEY (region, place),
	CONSTRAINT pin_place FOREIGN KEY (region, place) REFERENCES place,
	CONSTRAINT pin_zone FOREIGN KEY (region, zone) REFERENCES zone
) STRICT, WITHOUT ROWID;

CREATE INDEX pin_of ON pin (region, zone);

CREATE TABLE zone_rule (
	region INTEGER NOT NULL,
	within TEXT NOT NULL,
	objective TEXT NOT NULL,
	bounds TEXT NOT NULL,
	tolerance INTEGER NOT NULL,
	least INTEGER NOT NULL,
	most INTEGER NOT NULL,
	inside TEXT GENERATED ALWAYS AS (NULLIF(within, '')) STORED,
	PRIMARY KEY (region, within),
	CONSTRAINT zone_rule_inside FOREIGN KEY (region, inside) REFERENCES zone
) STRICT, WITHOUT ROWID;

CREATE INDEX zone_rule_inside ON zone_rule (region, inside);

-- As with goods and places: what is looked through at each change of a zone or place
-- is found by that, and not by the region.

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
	('zone', 'zone_above', '50 50 5 1'),
	('zone', 'zone_led_by', '50 50 2 1'),
	('zone_centre', 'zone_centre_at', '50 50 1 1'),
	('belonging', 'belonging', '9000 9000 3 1'),
	('belonging', 'belonging_of', '9000 9000 200 3 1'),
	('belonging', 'belonging_end', '9000 9000 1000 1'),
	('pin', 'pin_of', '100 100 10 1'),
	('zone_rule', 'zone_rule_inside', '10 10 1');

ANALYZE sqlite_schema;
