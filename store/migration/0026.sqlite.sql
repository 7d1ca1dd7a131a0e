-- What is lent under a text that came into force before items had a day gets the
-- day that its text says.

UPDATE item SET back = l.back FROM (
	SELECT a.region, a.id, i.value ->> 'number' AS number,
		CAST(julianday(i.value ->> 'back') - 2440587.5 AS INTEGER) AS back
	FROM agreement a JOIN version v ON v.region = a.region AND v.agreement = a.id
		AND v.number = a.in_force
	CROSS JOIN json_each(v.terms, '$.items') i
	WHERE v.terms LIKE '%"back":%' AND i.value ->> 'back' IS NOT NULL
) l WHERE item.back = 0 AND item.region = l.region AND item.agreement = l.id
AND item.number = l.number;
