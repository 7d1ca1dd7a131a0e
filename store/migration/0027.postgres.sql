-- An event of an item rests on the agreement through the item; only one of the whole
-- of an agreement rests on it directly. So each event is looked after once, not twice.

ALTER TABLE event
	DROP CONSTRAINT event_agreement,
	ADD COLUMN of_whole bigint GENERATED ALWAYS AS (CASE WHEN item = 0 THEN agreement END) STORED;

ALTER TABLE event
	ADD CONSTRAINT event_agreement FOREIGN KEY (region, of_whole) REFERENCES agreement;
