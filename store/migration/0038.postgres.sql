-- Entries on keys were told to whoever keeps the region's lists; they are their own
-- party's (-2).

UPDATE entry SET about = -2 WHERE about = 0 AND EXISTS (
	SELECT 1 FROM change c WHERE c.region = entry.region AND c.entry = entry.number
	AND c.table_name = 'access_key')
AND NOT EXISTS (
	SELECT 1 FROM change c WHERE c.region = entry.region AND c.entry = entry.number
	AND c.table_name <> 'access_key');
