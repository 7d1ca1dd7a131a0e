-- A case may be about purchases off a scope.

ALTER TABLE cases ADD COLUMN scope bigint NOT NULL DEFAULT 0;

DROP INDEX cases_cause;

CREATE UNIQUE INDEX cases_cause ON cases (region, agreement, kind, item, due, event, scope)
WHERE raised = '' AND closing <> 'ended';
