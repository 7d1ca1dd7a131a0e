-- Places and goods in trees, and who may buy what where. Rows say what a node
-- stands under; the database works out the path to it, from its root down, so
-- that what lies under a node is one span of texts. Paths are no records: no
-- entry speaks of them.

CREATE TABLE place (
	region INTEGER NOT NULL,
	code TEXT NOT NULL,
	name_en TEXT NOT NULL,
	name_zh TEXT NOT NULL,
	lon INTEGER NOT NULL,
	lat INTEGER NOT NULL,
	parent TEXT NOT NULL,
	path TEXT NOT NULL DEFAULT '',
	PRIMARY KEY (region, code)
) STRICT, WITHOUT ROWID;

CREATE INDEX place_parent ON place (region, parent);

CREATE INDEX place_path ON place (region, path);

CREATE INDEX party_place ON party (region, place);

ALTER TABLE good ADD COLUMN path TEXT NOT NULL DEFAULT '';

WITH RECURSIVE planted AS (
	SELECT region, code, code || ' ' AS path FROM good g WHERE NOT EXISTS (
		SELECT 1 FROM good u WHERE u.region = g.region AND u.code = g.parent)
	UNION ALL SELECT g.region, g.code, p.path || g.code || ' '
	FROM planted p JOIN good g ON p.region = g.region AND p.code = g.parent
)
UPDATE good SET path = planted.path FROM planted
WHERE planted.region = good.region AND planted.code = good.code;

CREATE INDEX good_parent ON good (region, parent);

CREATE INDEX good_path ON good (region, path);

CREATE TABLE scope (
	region INTEGER NOT NULL,
	id INTEGER NOT NULL,
	buyer TEXT NOT NULL,
	good TEXT NOT NULL,
	place TEXT NOT NULL,
	from_day INTEGER NOT NULL,
	to_day INTEGER NOT NULL,
	basis TEXT NOT NULL,
	document TEXT NOT NULL,
	good_path TEXT NOT NULL DEFAULT '',
	place_path TEXT NOT NULL DEFAULT '',
	PRIMARY KEY (region, id),
	CONSTRAINT scope_buyer FOREIGN KEY (region, buyer) REFERENCES party,
	CONSTRAINT scope_good FOREIGN KEY (region, good) REFERENCES good,
	CONSTRAINT scope_place FOREIGN KEY (region, place) REFERENCES place,
	CONSTRAINT scope_term CHECK (from_day <= to_day)
) STRICT, WITHOUT ROWID;

CREATE INDEX scope_good ON scope (region, good);

CREATE INDEX scope_place ON scope (region, place);

CREATE INDEX scope_end ON scope (region, to_day) WHERE basis <> '';

-- What one alone may buy, nobody else may. A path ends in a space, and all that
-- begin with it come before the one that ends in the next sign. There is one
-- writer, so looking first is safe here.
CREATE TRIGGER scope_alone_insert BEFORE INSERT ON scope WHEN NEW.basis <> '' AND EXISTS (
	SELECT 1 FROM good g CROSS JOIN place p CROSS JOIN scope o
	WHERE g.region = NEW.region AND g.code = NEW.good
	AND p.region = NEW.region AND p.code = NEW.place
	AND o.region = NEW.region AND o.to_day > NEW.from_day AND o.from_day < NEW.to_day
	AND o.from_day < o.to_day AND NEW.from_day < NEW.to_day
	AND o.basis <> '' AND o.buyer <> NEW.buyer AND o.id <> NEW.id
	AND o.good_path < rtrim(g.path) || '!' AND g.path < rtrim(o.good_path) || '!'
	AND o.place_path < rtrim(p.path) || '!' AND p.path < rtrim(o.place_path) || '!'
) BEGIN SELECT RAISE(IGNORE); END;

CREATE TRIGGER scope_alone_update AFTER UPDATE ON scope WHEN NEW.basis <> '' AND EXISTS (
	SELECT 1 FROM scope o
	WHERE o.region = NEW.region AND o.to_day > NEW.from_day AND o.from_day < NEW.to_day
	AND o.from_day < o.to_day AND NEW.from_day < NEW.to_day
	AND o.basis <> '' AND o.buyer <> NEW.buyer AND o.id <> NEW.id
	AND o.good_path < rtrim(NEW.good_path) || '!' AND NEW.good_path < rtrim(o.good_path) || '!'
	AND o.place_path < rtrim(NEW.place_path) || '!' AND NEW.place_path < rtrim(o.place_path) || '!'
) BEGIN SELECT RAISE(ABORT, 'scope_alone'); END;

CREATE TRIGGER scope_plant AFTER INSERT ON scope BEGIN
	UPDATE scope SET
		good_path = coalesce(
			(SELECT path FROM good WHERE region = NEW.region AND code = NEW.good), ''),
		place_path = coalesce(
			(SELECT path FROM place WHERE region = NEW.region AND code = NEW.place), '')
	WHERE region = NEW.region AND id = NEW.id;
END;

-- A good gets its path from what it stands under, and what waited for it follows.
CREATE TRIGGER good_plant AFTER INSERT ON good BEGIN
	UPDATE good SET path = coalesce((
		SELECT u.path FROM good u WHERE u.region = NEW.region AND u.code = NEW.parent
	), '') || NEW.code || ' ' WHERE region = NEW.region AND code = NEW.code;
	UPDATE good SET parent = NEW.code WHERE region = NEW.region AND parent = NEW.code;
END;

-- What stands under it goes with it. Nothing is put under itself.
CREATE TRIGGER good_replant AFTER UPDATE OF parent ON good BEGIN
	SELECT RAISE(ABORT, 'tree_loop') FROM good u WHERE u.region = NEW.region
		AND u.code = NEW.parent AND substr(u.path, 1, length(OLD.path)) = OLD.path;
	UPDATE good SET path = coalesce((
		SELECT u.path FROM good u WHERE u.region = NEW.region AND u.code = NEW.parent
	), '') || NEW.code || ' ' || substr(path, length(OLD.path) + 1)
	WHERE region = NEW.region AND path >= OLD.path AND path < rtrim(OLD.path) || '!';
END;

CREATE TRIGGER good_scope AFTER UPDATE OF path ON good BEGIN
	UPDATE scope SET good_path = NEW.path WHERE region = NEW.region AND good = NEW.code;
END;

-- Nothing goes under which something stands.
CREATE TRIGGER good_uproot BEFORE DELETE ON good WHEN EXISTS (
	SELECT 1 FROM good WHERE region = OLD.region AND parent = OLD.code
) BEGIN SELECT RAISE(ABORT, 'tree_under'); END;

-- A place gets its path from what it stands under, and what waited for it follows.
CREATE TRIGGER place_plant AFTER INSERT ON place BEGIN
	UPDATE place SET path = coalesce((
		SELECT u.path FROM place u WHERE u.region = NEW.region AND u.code = NEW.parent
	), '') || NEW.code || ' ' WHERE region = NEW.region AND code = NEW.code;
	UPDATE place SET parent = NEW.code WHERE region = NEW.region AND parent = NEW.code;
END;

-- What stands under it goes with it. Nothing is put under itself.
CREATE TRIGGER place_replant AFTER UPDATE OF parent ON place BEGIN
	SELECT RAISE(ABORT, 'tree_loop') FROM place u WHERE u.region = NEW.region
		AND u.code = NEW.parent AND substr(u.path, 1, length(OLD.path)) = OLD.path;
	UPDATE place SET path = coalesce((
		SELECT u.path FROM place u WHERE u.region = NEW.region AND u.code = NEW.parent
	), '') || NEW.code || ' ' || substr(path, length(OLD.path) + 1)
	WHERE region = NEW.region AND path >= OLD.path AND path < rtrim(OLD.path) || '!';
END;

CREATE TRIGGER place_scope AFTER UPDATE OF path ON place BEGIN
	UPDATE scope SET place_path = NEW.path WHERE region = NEW.region AND place = NEW.code;
END;

-- Nothing goes under which something stands, nor a place where a party is.
CREATE TRIGGER place_uproot BEFORE DELETE ON place WHEN EXISTS (
	SELECT 1 FROM place WHERE region = OLD.region AND parent = OLD.code
) OR EXISTS (
	SELECT 1 FROM party WHERE region = OLD.region AND place = OLD.code
) BEGIN SELECT RAISE(ABORT, 'tree_under'); END;
