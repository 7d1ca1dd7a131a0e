-- Places and goods in trees, and who may buy what where. Rows say what a node
-- stands under; the database works out the path to it, from its root down, so
-- that what lies under a node is one span of texts. Paths are no records: no
-- entry speaks of them.

CREATE TYPE path_span AS RANGE (subtype = text, collation = "C");

CREATE TABLE place (
	region bigint NOT NULL,
	code text COLLATE "C" NOT NULL,
	name_en text COLLATE "C" NOT NULL,
	name_zh text COLLATE "C" NOT NULL,
	lon bigint NOT NULL,
	lat bigint NOT NULL,
	parent text COLLATE "C" NOT NULL,
	path text COLLATE "C" NOT NULL DEFAULT '',
	PRIMARY KEY (region, code)
);

CREATE INDEX place_parent ON place (region, parent);

CREATE INDEX place_path ON place (region, path);

CREATE INDEX party_place ON party (region, place);

ALTER TABLE good ADD COLUMN path text COLLATE "C" NOT NULL DEFAULT '';

WITH RECURSIVE planted AS (
	SELECT region, code, code || ' ' AS path FROM good g WHERE NOT EXISTS (
		SELECT 1 FROM good u WHERE u.region = g.region AND u.code = g.parent)
	UNION ALL SELECT g.region, g.code, p.path || g.code || ' '
	FROM good g JOIN planted p ON p.region = g.region AND p.code = g.parent
)
UPDATE good SET path = planted.path FROM planted
WHERE planted.region = good.region AND planted.code = good.code;

CREATE INDEX good_parent ON good (region, parent);

CREATE INDEX good_path ON good (region, path);

CREATE TABLE scope (
	region bigint NOT NULL,
	id bigint NOT NULL,
	buyer text COLLATE "C" NOT NULL,
	good text COLLATE "C" NOT NULL,
	place text COLLATE "C" NOT NULL,
	from_day bigint NOT NULL,
	to_day bigint NOT NULL,
	basis text COLLATE "C" NOT NULL,
	document text COLLATE "C" NOT NULL,
	good_path text COLLATE "C" NOT NULL DEFAULT '',
	place_path text COLLATE "C" NOT NULL DEFAULT '',
	PRIMARY KEY (region, id),
	CONSTRAINT scope_buyer FOREIGN KEY (region, buyer) REFERENCES party,
	CONSTRAINT scope_good FOREIGN KEY (region, good) REFERENCES good,
	CONSTRAINT scope_place FOREIGN KEY (region, place) REFERENCES place,
	CONSTRAINT scope_term CHECK (from_day <= to_day),
	-- What one alone may buy, nobody else may. A path ends in a space, and all
	-- that begin with it come before the one that ends in the next sign.
	CONSTRAINT scope_alone EXCLUDE USING gist (
		region WITH =, buyer WITH <>,
		path_span(good_path, rtrim(good_path) || '!') WITH &&,
		path_span(place_path, rtrim(place_path) || '!') WITH &&,
		int8range(from_day, to_day) WITH &&
	) WHERE (basis <> '')
);

CREATE INDEX scope_good ON scope (region, good);

CREATE INDEX scope_place ON scope (region, place);

CREATE INDEX scope_end ON scope (region, to_day) WHERE basis <> '';

-- A node gets its path from what it stands under, which then stays where it is
-- until the act is done. Nothing is put under itself.
CREATE FUNCTION plant() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	above text;
BEGIN
	EXECUTE format('SELECT path FROM %I WHERE region = $1 AND code = $2 FOR SHARE', TG_TABLE_NAME)
		INTO above USING NEW.region, NEW.parent;
	IF TG_OP = 'UPDATE' AND starts_with(above, OLD.path) THEN
		RAISE EXCEPTION USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'tree_loop';
	END IF;
	NEW.path := coalesce(above, '') || NEW.code || ' ';
	RETURN NEW;
END $$;

-- What stands under a node goes with it, level by level: each is held before
-- what is under it is looked for, so that nothing is missed that comes meanwhile.
CREATE FUNCTION replant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'INSERT' OR NEW.path <> OLD.path THEN
		EXECUTE format('UPDATE %I SET path = $1 || code || '' '' WHERE region = $2 AND parent = $3',
			TG_TABLE_NAME) USING NEW.path, NEW.region, NEW.code;
		EXECUTE format('UPDATE scope SET %I = $1 WHERE region = $2 AND %I = $3',
			TG_TABLE_NAME || '_path', TG_TABLE_NAME) USING NEW.path, NEW.region, NEW.code;
	END IF;
	RETURN NULL;
END $$;

-- Nothing goes under which something stands, nor a place where a party is.
CREATE FUNCTION uproot() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	stands boolean;
BEGIN
	EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I WHERE region = $1 AND parent = $2)',
		TG_TABLE_NAME) INTO stands USING OLD.region, OLD.code;
	IF stands OR TG_TABLE_NAME = 'place' AND EXISTS (
		SELECT 1 FROM party WHERE region = OLD.region AND place = OLD.code
	) THEN
		RAISE EXCEPTION USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'tree_under';
	END IF;
	RETURN OLD;
END $$;

CREATE FUNCTION plant_scope() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	SELECT path INTO NEW.good_path FROM good
		WHERE region = NEW.region AND code = NEW.good FOR SHARE;
	SELECT path INTO NEW.place_path FROM place
		WHERE region = NEW.region AND code = NEW.place FOR SHARE;
	NEW.good_path := coalesce(NEW.good_path, '');
	NEW.place_path := coalesce(NEW.place_path, '');
	RETURN NEW;
END $$;

CREATE TRIGGER good_plant BEFORE INSERT OR UPDATE OF parent ON good
	FOR EACH ROW EXECUTE FUNCTION plant();
CREATE TRIGGER good_replant AFTER INSERT OR UPDATE ON good
	FOR EACH ROW EXECUTE FUNCTION replant();
CREATE TRIGGER good_uproot BEFORE DELETE ON good FOR EACH ROW EXECUTE FUNCTION uproot();
CREATE TRIGGER place_plant BEFORE INSERT OR UPDATE OF parent ON place
	FOR EACH ROW EXECUTE FUNCTION plant();
CREATE TRIGGER place_replant AFTER INSERT OR UPDATE ON place
	FOR EACH ROW EXECUTE FUNCTION replant();
CREATE TRIGGER place_uproot BEFORE DELETE ON place FOR EACH ROW EXECUTE FUNCTION uproot();
CREATE TRIGGER scope_plant BEFORE INSERT ON scope
	FOR EACH ROW EXECUTE FUNCTION plant_scope();
