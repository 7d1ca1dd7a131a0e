-- A case may be about purchases off a scope.

ALTER TABLE cases ADD COLUMN scope INTEGER NOT NULL DEFAULT 0;

DROP INDEX cases_cause;

CREATE UNIQUE INDEX cases_cause ON cases (region, agreement, kind, item, due, event, scope)
WHERE raised = '' AND closing <> 'ended';

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
	('cases', 'cases_cause', '10000 10000 2 2 1 1 1 1');

ANALYZE sqlite_schema;
