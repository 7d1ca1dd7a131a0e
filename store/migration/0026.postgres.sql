-- What is lent under a text that came into force before items had a day gets the
-- day that its text says.

UPDATE item SET back = l.back FROM (
	SELECT a.region, a.id, (i ->> 'number')::bigint AS number,
		(i ->> 'back')::date - date '1970-01-01' AS back
	FROM agreement a JOIN version v ON v.region = a.region AND v.agreement = a.id
		AND v.number = a.in_force
	CROSS JOIN jsonb_path_query(v.terms::jsonb, '$.items[*]') i
	WHERE v.terms LIKE '%"back":%' AND i ->> 'back' IS NOT NULL
) l WHERE item.back = 0 AND item.region = l.region AND item.agreement = l.id
AND item.number = l.number;
