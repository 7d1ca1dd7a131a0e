-- What a change, an event or a fulfilment rests on is there, as before. A key of a
-- table asks for each row by itself, which took half of what a sheet of deliveries
-- took; these triggers ask once for all rows of a statement, hold what they find as
-- a key does, and refuse in the same words.

ALTER TABLE change DROP CONSTRAINT change_region_entry_fkey;
ALTER TABLE event DROP CONSTRAINT event_item;
ALTER TABLE fulfilment DROP CONSTRAINT fulfilment_event, DROP CONSTRAINT fulfilment_commitment;

-- A plan is kept for long, and made perhaps when the other table was almost empty:
-- it must not read that one row by row.
CREATE FUNCTION change_rests() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
	IF EXISTS (SELECT FROM (SELECT DISTINCT region, entry FROM added) a WHERE (
		SELECT 1 FROM entry e WHERE e.region = a.region AND e.number = a.entry FOR KEY SHARE
	) IS NULL) THEN
		RAISE foreign_key_violation USING CONSTRAINT = 'change_entry';
	END IF;
	RETURN NULL;
END $$;

CREATE FUNCTION event_rests() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
	IF EXISTS (SELECT FROM (
		SELECT DISTINCT region, agreement, of_item FROM added WHERE of_item IS NOT NULL
	) a WHERE (
		SELECT 1 FROM item i WHERE i.region = a.region AND i.agreement = a.agreement
			AND i.number = a.of_item FOR KEY SHARE
	) IS NULL) THEN
		RAISE foreign_key_violation USING CONSTRAINT = 'event_item';
	END IF;
	RETURN NULL;
END $$;

CREATE FUNCTION fulfilment_rests() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
	IF EXISTS (SELECT FROM added a WHERE (
		SELECT 1 FROM event e WHERE e.region = a.region AND e.id = a.event FOR KEY SHARE
	) IS NULL) THEN
		RAISE foreign_key_violation USING CONSTRAINT = 'fulfilment_event';
	END IF;
	IF EXISTS (SELECT FROM (SELECT DISTINCT region, agreement, item, due FROM added) a WHERE (
		SELECT 1 FROM commitment c WHERE c.region = a.region AND c.agreement = a.agreement
			AND c.item = a.item AND c.due = a.due FOR KEY SHARE
	) IS NULL) THEN
		RAISE foreign_key_violation USING CONSTRAINT = 'fulfilment_commitment';
	END IF;
	RETURN NULL;
END $$;

CREATE TRIGGER change_added AFTER INSERT ON change REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION change_rests();
CREATE TRIGGER change_changed AFTER UPDATE ON change REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION change_rests();
CREATE TRIGGER event_added AFTER INSERT ON event REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION event_rests();
CREATE TRIGGER event_changed AFTER UPDATE ON event REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION event_rests();
CREATE TRIGGER fulfilment_added AFTER INSERT ON fulfilment REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION fulfilment_rests();
CREATE TRIGGER fulfilment_changed AFTER UPDATE ON fulfilment REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION fulfilment_rests();

-- What others rest on stays. It goes seldom, so that one function serves all.
CREATE FUNCTION rested_on() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	rests boolean;
BEGIN
	EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE %s)', TG_ARGV[0], TG_ARGV[1])
		INTO rests USING OLD;
	IF rests THEN
		RAISE foreign_key_violation USING CONSTRAINT = TG_NAME;
	END IF;
	RETURN NULL;
END $$;

CREATE TRIGGER change_entry AFTER DELETE OR UPDATE OF region, number ON entry
FOR EACH ROW EXECUTE FUNCTION rested_on('change',
	'region = ($1).region AND entry = ($1).number');
CREATE TRIGGER event_item AFTER DELETE OR UPDATE OF region, agreement, number ON item
FOR EACH ROW EXECUTE FUNCTION rested_on('event',
	'region = ($1).region AND agreement = ($1).agreement AND of_item = ($1).number');
CREATE TRIGGER fulfilment_event AFTER DELETE OR UPDATE OF region, id ON event
FOR EACH ROW EXECUTE FUNCTION rested_on('fulfilment',
	'region = ($1).region AND event = ($1).id');
CREATE TRIGGER fulfilment_commitment
AFTER DELETE OR UPDATE OF region, agreement, item, due ON commitment
FOR EACH ROW EXECUTE FUNCTION rested_on('fulfilment', 'region = ($1).region '
	'AND agreement = ($1).agreement AND item = ($1).item AND due = ($1).due');
