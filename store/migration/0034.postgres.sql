-- Zones, who is in which for how long, and how they are drawn. A place is in one
-- zone at most on any day; what that lies in, it is in by the way.

CREATE TABLE zone (
	region bigint NOT NULL,
	code text COLLATE "C" NOT NULL,
	name_en text COLLATE "C" NOT NULL,
	name_zh text COLLATE "C" NOT NULL,
	parent text COLLATE "C" NOT NULL,
	lead text COLLATE "C" NOT NULL,
	stage text COLLATE "C" NOT NULL,
	since bigint NOT NULL,
	above text COLLATE "C" GENERATED ALWAYS AS (NULLIF(parent, '')) STORED,
	led_by text COLLATE "C" GENERATED ALWAYS AS (NULLIF(lead, '')) STORED,
	PRIMARY KEY (region, code),
	CONSTRAINT zone_above FOREIGN KEY (region, above) REFERENCES zone,
	CONSTRAINT zone_led_by FOREIGN KEY (region, led_by) REFERENCES party,
	CONSTRAINT zone_stage CHECK (stage IN ('proposed', 'preparing', 'established', 'dissolved'))
);

CREATE INDEX zone_above ON zone (region, above);

CREATE INDEX zone_led_by ON zone (region, led_by);

CREATE TABLE zone_centre (
	region bigint NOT NULL,
	zone text COLLATE "C" NOT NULL,
	place text COLLATE "C" NOT NULL,
	PRIMARY KEY (region, zone, place),
	CONSTRAINT zone_centre_zone FOREIGN KEY (region, zone) REFERENCES zone,
	CONSTRAINT zone_centre_place FOREIGN KEY (region, place) REFERENCES place
);

CREATE INDEX zone_centre_at ON zone_centre (region, place);

CREATE TABLE belonging (
	region bigint NOT NULL,
	place text COLLATE "C" NOT NULL,
	from_day bigint NOT NULL,
	to_day bigint NOT NULL,
	zone text COLLATE "C" NOT NULL,
	reason text COLLATE "C" NOT NULL,
	note text COLLATE "C" NOT NULL,
	PRIMARY KEY (region, place, from_day),
	CONSTRAINT belonging_place FOREIGN KEY (region, place) REFERENCES place,
	CONSTRAINT belonging_zone FOREIGN KEY (region, zone) REFERENCES zone,
	CONSTRAINT belonging_term CHECK (from_day < to_day),
	CONSTRAINT belonging_once EXCLUDE USING gist (
		region WITH =, place WITH =, int8range(from_day, to_day) WITH &&
	)
);

CREATE INDEX belonging_of ON belonging (region, zone);

CREATE INDEX belonging_end ON belonging (region, to_day);

CREATE TABLE pin (
	region bigint NOT NULL,
	place text COLLATE "C" NOT NULL,
	zone text COLLATE "C" NOT NULL,
	reason text COLLATE "C" NOT NULL,
	PRIMARY KEY (region, place),
	CONSTRAINT pin_place FOREIGN KEY (region, place) REFERENCES place,
	CONSTRAINT pin_zone FOREIGN KEY (region, zone) REFERENCES zone
);

CREATE INDEX pin_of ON pin (region, zone);

CREATE TABLE zone_rule (
	region bigint NOT NULL,
	within text COLLATE "C" NOT NULL,
	objective text COLLATE "C" NOT NULL,
	bounds text COLLATE "C" NOT NULL,
	tolerance bigint NOT NULL,
	least bigint NOT NULL,
	most bigint NOT NULL,
	inside text COLLATE "C" GENERATED ALWAYS AS (NULLIF(within, '')) STORED,
	PRIMARY KEY (region, within),
	CONSTRAINT zone_rule_inside FOREIGN KEY (region, inside) REFERENCES zone
);

CREATE INDEX zone_rule_inside ON zone_rule (region, inside);
