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

CREATE INDEX commitment_open ON commitment (region, agreement, due) WHERE sent < quantity;

CREATE INDEX item_transit ON item (region, to_party) WHERE sent > received;
