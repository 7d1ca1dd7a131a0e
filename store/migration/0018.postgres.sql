-- What parties have to settle. A case that is about no agreement has 0 there; a
-- database takes a reference for none only if there is nothing.

CREATE TABLE cases (
	region bigint NOT NULL,
	id bigint NOT NULL,
	kind text COLLATE "C" NOT NULL,
	agreement bigint NOT NULL,
	item bigint NOT NULL,
	due bigint NOT NULL,
	event bigint NOT NULL,
	good text COLLATE "C" NOT NULL,
	text text COLLATE "C" NOT NULL,
	raised text COLLATE "C" NOT NULL,
	opened bigint NOT NULL,
	owner text COLLATE "C" NOT NULL,
	person bigint NOT NULL,
	deadline bigint NOT NULL,
	proposal bigint NOT NULL,
	closing text COLLATE "C" NOT NULL,
	outcome text COLLATE "C" NOT NULL,
	closed bigint NOT NULL,
	under bigint GENERATED ALWAYS AS (NULLIF(agreement, 0)) STORED,
	PRIMARY KEY (region, id),
	CONSTRAINT cases_agreement FOREIGN KEY (region, under) REFERENCES agreement,
	CONSTRAINT cases_owner FOREIGN KEY (region, owner) REFERENCES party
);

-- A cause has one case. One that ended by itself may come again; one that the
-- parties have settled may not.
CREATE UNIQUE INDEX cases_cause ON cases (region, agreement, kind, item, due, event)
WHERE raised = '' AND closing <> 'ended';

CREATE INDEX cases_under ON cases (region, agreement, id);

CREATE INDEX cases_open ON cases (region, id) WHERE closing = '';

CREATE TABLE concern (
	region bigint NOT NULL,
	case_id bigint NOT NULL,
	party text COLLATE "C" NOT NULL,
	open bigint NOT NULL,
	PRIMARY KEY (region, case_id, party),
	CONSTRAINT concern_case FOREIGN KEY (region, case_id) REFERENCES cases,
	CONSTRAINT concern_party FOREIGN KEY (region, party) REFERENCES party
);

CREATE INDEX concern_of ON concern (region, party, case_id);

CREATE INDEX concern_open ON concern (region, party, case_id) WHERE open = 1;

CREATE TABLE remark (
	region bigint NOT NULL,
	id bigint NOT NULL,
	case_id bigint NOT NULL,
	agreement bigint NOT NULL,
	kind text COLLATE "C" NOT NULL,
	about bigint NOT NULL,
	text text COLLATE "C" NOT NULL,
	document text COLLATE "C" NOT NULL,
	party text COLLATE "C" NOT NULL,
	told_to text COLLATE "C" NOT NULL,
	person bigint NOT NULL,
	at bigint NOT NULL,
	owner text COLLATE "C" NOT NULL,
	deadline bigint NOT NULL,
	PRIMARY KEY (region, id),
	CONSTRAINT remark_case FOREIGN KEY (region, case_id) REFERENCES cases
);

CREATE INDEX remark_of ON remark (region, case_id, id);

-- A party agrees once to a proposal.
CREATE UNIQUE INDEX remark_agreed ON remark (region, about, party) WHERE kind = 'agreed';
