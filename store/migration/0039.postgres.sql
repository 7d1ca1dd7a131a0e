-- The pairs of a plan are read in order: the first of them without the rest.
CREATE INDEX allocation_pair ON allocation (region, plan,
	(CASE WHEN from_party < to_party THEN from_party ELSE to_party END),
	(CASE WHEN from_party < to_party THEN to_party ELSE from_party END))
	WHERE from_party <> to_party;
