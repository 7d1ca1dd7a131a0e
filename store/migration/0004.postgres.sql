-- What pages ask for: the entries that concern a party, what is still to be
-- sent under an agreement, and what is on its way to a party.

-- The agreement whose rows an entry changed; 0 for none, -1 for several.
ALTER TABLE entry ADD COLUMN about bigint NOT NULL DEFAULT 0;

UPDATE entry SET about = a.about FROM (
	SELECT c.region, c.entry, CASE count(DISTINCT c.row_key::jsonb ->> 0)
		WHEN 1 THEN min((c.row_key::jsonb ->> 0)::bigint) ELSE -1 END AS about
	FROM change c WHERE c.table_name IN
	('agreement', 'member', 'version', 'assent_link', 'assent', 'item', 'commitment')
	GROUP BY c.region, c.entry
) a WHERE a.region = entry.region AND a.entry = entry.number;

CREATE INDEX entry_party ON entry (region, for_party, number);

CREATE INDEX entry_about ON entry (region, about, number);

CREATE INDEX commitment_open ON commitment (region, agreement, due, item) WHERE sent < quantity;

CREATE INDEX item_transit ON item (region, to_party) WHERE sent > received;
