-- What parties have to settle. A case that is about no agreement has 0 there; a
-- database takes a reference for none only if there is nothing.

CREATE TABLE cases (
	region INTEGER NOT NULL,
	id INTEGER NOT NULL,
	kind TEXT NOT NULL,
	agreement INTEGER NOT NULL,
	item INTEGER NOT NULL,
	due INTEGER NOT NULL,
	event INTEGER NOT NULL,
	good TEXT NOT NULL,
	text TEXT NOT NULL,
	raised TEXT NOT NULL,
	opened INTEGER NOT NULL,
	owner TEXT NOT NULL,
	person INTEGER NOT NULL,
	deadline INTEGER NOT NULL,
	proposal INTEGER NOT NULL,
	closing TEXT NOT NULL,
	outcome TEXT NOT NULL,
	closed INTEGER NOT NULL,
	under INTEGER GENERATED ALWAYS AS (NULLIF(agreement, 0)) STORED,
	PRIMARY KEY (region, id),
	CONSTRAINT cases_agreement FOREIGN KEY (region, under) REFERENCES agreement,
	CONSTRAINT cases_owner FOREIGN KEY (region, owner) REFERENCES party
) STRICT, WITHOUT ROWID;

-- A cause has one case. One that ended by itself may come again; one that the
-- parties have settled may not.
CREATE UNIQUE INDEX cases_cause ON cases (region, agreement, kind, item, due, event)
WHERE raised = '' AND closing <> 'ended';

CREATE INDEX cases_under ON cases (region, agreement, id);

CREATE INDEX cases_open ON cases (region, id) WHERE closing = '';

CREATE TABLE concern (
	region INTEGER NOT NULL,
	case_id INTEGER NOT NULL,
	party TEXT NOT NULL,
	open INTEGER NOT NULL,
	PRIMARY KEY (region, case_id, party),
	CONSTRAINT concern_case FOREIGN KEY (region, case_id) REFERENCES cases,
	CONSTRAINT concern_party FOREIGN KEY (region, party) REFERENCES party
) STRICT, WITHOUT ROWID;

CREATE INDEX concern_of ON concern (region, party, case_id);

CREATE INDEX concern_open ON concern (region, party, case_id) WHERE open = 1;

CREATE TABLE remark (
	region INTEGER NOT NULL,
	id INTEGER NOT NULL,
	case_id INTEGER NOT NULL,
	agreement INTEGER NOT NULL,
	kind TEXT NOT NULL,
	about INTEGER NOT NULL,
	text TEXT NOT NULL,
	document TEXT NOT NULL,
	party TEXT NOT NULL,
	told_to TEXT NOT NULL,
	person INTEGER NOT NULL,
	at INTEGER NOT NULL,
	owner TEXT NOT NULL,
	deadline INTEGER NOT NULL,
	PRIMARY KEY (region, id),
	CONSTRAINT remark_case FOREIGN KEY (region, case_id) REFERENCES cases
) STRICT, WITHOUT ROWID;

CREATE INDEX remark_of ON remark (region, case_id, id);

-- A party agrees once to a proposal.
CREATE UNIQUE INDEX remark_agreed ON remark (region, about, party) WHERE kind = 'agreed';

-- SQLite is told how large these get, as before.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
	('cases', 'cases', '10000 10000 1'),
	('cases', 'cases_cause', '10000 10000 2 2 1 1 1'),
	('cases', 'cases_under', '10000 10000 2 1'),
	('cases', 'cases_open', '1000 1000 1'),
	('concern', 'concern', '20000 20000 2 1'),
	('concern', 'concern_of', '20000 20000 20 1'),
	('concern', 'concern_open', '2000 2000 2 1'),
	('remark', 'remark', '30000 30000 1'),
	('remark', 'remark_of', '30000 30000 3 1'),
	('remark', 'remark_agreed', '10000 10000 1 1');

ANALYZE sqlite_schema;
