-- What pages ask for: the entries that concern a party, what is still to be
-- sent under an agreement, and what is on its way to a party.

-- The agreement whose rows an entry changed; 0 for none, -1 for several.
ALTER TABLE entry ADD COLUMN about INTEGER NOT NULL DEFAULT 0;

UPDATE entry SET about = (
	SELECT CASE count(DISTINCT c.row_key ->> 0) WHEN 0 THEN 0 WHEN 1 THEN min(c.row_key ->> 0)
		ELSE -1 END
	FROM change c WHERE c.region = entry.region AND c.entry = entry.number AND c.table_name IN
	('agreement', 'member', 'version', 'assent_link', 'assent', 'item', 'commitment')
);

CREATE INDEX entry_party ON entry (region, for_party, number);

CREATE INDEX entry_about ON entry (region, about, number);

CREATE INDEX commitment_open ON commitment (region, agreement, due, item) WHERE sent < quantity;

CREATE INDEX item_transit ON item (region, to_party) WHERE sent > received;

-- SQLite takes the rows of a region for a handful, unless it is told, and then
-- reads them all where an index leads to a few. These are the numbers of a large
-- office. They do not change with what is in the file, and so no plan does.
ANALYZE;

DELETE FROM sqlite_stat1;

DELETE FROM sqlite_stat4;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
	('agreement', 'agreement', '10000 10000 1'),
	('change', 'change', '1000000 1000000 10 1'),
	('change', 'change_row', '1000000 1000000 100000 3 1'),
	('commitment', 'commitment', '300000 300000 36 12 1'),
	('commitment', 'commitment_open', '100000 100000 10 2 1'),
	('entry', 'entry', '100000 100000 1'),
	('entry', 'entry_about', '100000 100000 20 1'),
	('entry', 'entry_party', '100000 100000 1000 1'),
	('entry', 'sqlite_autoindex_entry_2', '100000 100000 1'),
	('entry', 'sqlite_autoindex_entry_3', '100000 100000 1'),
	('event', 'event', '100000 100000 1'),
	('event', 'event_agreement', '100000 100000 20 2 1'),
	('event', 'event_receipt', '50000 50000 1'),
	('fulfilment', 'fulfilment', '100000 100000 2 2 2 1'),
	('item', 'item', '30000 30000 3 1'),
	('item', 'item_transit', '3000 3000 30'),
	('member', 'member', '20000 20000 2 1'),
	('member', 'member_party', '20000 20000 20 1'),
	('party', 'party', '3000 3000 1'),
	('person', 'person', '3000 3000 1'),
	('post', 'post', '3000 3000 1'),
	('post', 'post_holder', '3000 3000 3 2 1'),
	('post', 'post_person', '3000 3000 2'),
	('sealed', 'sealed', '10000 10000 1'),
	('version', 'version', '20000 20000 2 1');

ANALYZE sqlite_schema;
