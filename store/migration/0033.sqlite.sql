-- Entries on payments and returns were about no agreement, and so told to whoever
-- keeps the region's lists and not to the other side; those on what is offered told
-- the former its prices. Each is about what its changes are of (-1: of several
-- agreements; -4: of what is offered and needed), an undo about what it undoes.

UPDATE entry SET about = CASE WHEN entry.about IN (0, -3) THEN a.about ELSE -1 END FROM (
	SELECT region, entry, CASE count(DISTINCT agreement) WHEN 1 THEN min(agreement) ELSE -1 END
		AS about
	FROM (
		SELECT region, entry, CASE WHEN row_after <> '' THEN
			CAST(row_after ->> 'agreement' AS INTEGER) END AS agreement
		FROM change WHERE table_name = 'event'
		UNION ALL
		SELECT region, entry, CAST(row_key ->> 0 AS INTEGER) FROM change WHERE table_name = 'paid'
	) c WHERE agreement > 0 GROUP BY region, entry
) a WHERE a.region = entry.region AND a.entry = entry.number
AND (entry.about IN (0, -3) OR entry.about > 0 AND entry.about <> a.about);

UPDATE entry SET about = -4 WHERE about IN (0, -3) AND EXISTS (
	SELECT 1 FROM change c WHERE c.region = entry.region AND c.entry = entry.number
	AND c.table_name = 'statement');

UPDATE entry SET about = u.about FROM entry u
WHERE u.region = entry.region AND u.number = entry.undoes AND entry.undoes > 0 AND entry.about = 0;
