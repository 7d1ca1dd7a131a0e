-- Funds: money that parties bring together, and what becomes of it. All sums are
-- whole numbers of the smallest unit of the currency beside them. What was repaid
-- can be granted again.

CREATE TABLE fund (
	region bigint NOT NULL,
	id bigint NOT NULL,
	name_en text COLLATE "C" NOT NULL,
	name_zh text COLLATE "C" NOT NULL,
	trustee text COLLATE "C" NOT NULL,
	currency text COLLATE "C" NOT NULL,
	low bigint NOT NULL,
	high bigint NOT NULL,
	from_day bigint NOT NULL,
	last_day bigint NOT NULL,
	closed bigint NOT NULL,
	terms text COLLATE "C" NOT NULL,
	pledged bigint NOT NULL,
	granted bigint NOT NULL,
	drawn bigint NOT NULL,
	repaid bigint NOT NULL,
	PRIMARY KEY (region, id),
	CONSTRAINT fund_trustee FOREIGN KEY (region, trustee) REFERENCES party,
	CONSTRAINT fund_pledged CHECK (pledged >= 0),
	CONSTRAINT fund_granted CHECK (granted BETWEEN 0 AND pledged + repaid),
	CONSTRAINT fund_drawn CHECK (drawn BETWEEN 0 AND granted),
	CONSTRAINT fund_repaid CHECK (repaid BETWEEN 0 AND drawn)
);

CREATE TABLE pledge (
	region bigint NOT NULL,
	id bigint NOT NULL,
	fund bigint NOT NULL,
	party text COLLATE "C" NOT NULL,
	currency text COLLATE "C" NOT NULL,
	amount bigint NOT NULL,
	withdrawn bigint NOT NULL,
	day bigint NOT NULL,
	note text COLLATE "C" NOT NULL,
	PRIMARY KEY (region, id),
	CONSTRAINT pledge_fund FOREIGN KEY (region, fund) REFERENCES fund,
	CONSTRAINT pledge_party FOREIGN KEY (region, party) REFERENCES party,
	CONSTRAINT pledge_withdrawn CHECK (withdrawn BETWEEN 0 AND amount)
);

CREATE INDEX pledge_fund ON pledge (region, fund, id);

CREATE TABLE application (
	region bigint NOT NULL,
	id bigint NOT NULL,
	fund bigint NOT NULL,
	party text COLLATE "C" NOT NULL,
	currency text COLLATE "C" NOT NULL,
	amount bigint NOT NULL,
	granted bigint NOT NULL,
	withdrawn bigint NOT NULL,
	use text COLLATE "C" NOT NULL,
	reason text COLLATE "C" NOT NULL,
	day bigint NOT NULL,
	told_to text COLLATE "C" NOT NULL,
	PRIMARY KEY (region, id),
	CONSTRAINT application_fund FOREIGN KEY (region, fund) REFERENCES fund,
	CONSTRAINT application_party FOREIGN KEY (region, party) REFERENCES party,
	CONSTRAINT application_granted
		CHECK (granted >= 0 AND withdrawn >= 0 AND granted + withdrawn <= amount)
);

CREATE INDEX application_fund ON application (region, fund, id);

CREATE TABLE grant_made (
	region bigint NOT NULL,
	id bigint NOT NULL,
	fund bigint NOT NULL,
	application bigint NOT NULL,
	party text COLLATE "C" NOT NULL,
	currency text COLLATE "C" NOT NULL,
	amount bigint NOT NULL,
	revoked bigint NOT NULL,
	drawn bigint NOT NULL,
	repaid bigint NOT NULL,
	day bigint NOT NULL,
	schedule text COLLATE "C" NOT NULL,
	PRIMARY KEY (region, id),
	CONSTRAINT grant_made_fund FOREIGN KEY (region, fund) REFERENCES fund,
	CONSTRAINT grant_made_application FOREIGN KEY (region, application) REFERENCES application,
	CONSTRAINT grant_made_revoked CHECK (revoked >= 0),
	CONSTRAINT grant_made_drawn CHECK (drawn BETWEEN 0 AND amount - revoked),
	CONSTRAINT grant_made_repaid CHECK (repaid BETWEEN 0 AND drawn)
);

CREATE INDEX grant_made_fund ON grant_made (region, fund, id);

CREATE TABLE instalment (
	region bigint NOT NULL,
	id bigint NOT NULL,
	fund bigint NOT NULL,
	grant_made bigint NOT NULL,
	kind text COLLATE "C" NOT NULL,
	day bigint NOT NULL,
	currency text COLLATE "C" NOT NULL,
	amount bigint NOT NULL,
	use text COLLATE "C" NOT NULL,
	note text COLLATE "C" NOT NULL,
	party text COLLATE "C" NOT NULL,
	told_to text COLLATE "C" NOT NULL,
	reversed text COLLATE "C" NOT NULL,
	PRIMARY KEY (region, id),
	CONSTRAINT instalment_grant_made FOREIGN KEY (region, grant_made) REFERENCES grant_made
);

CREATE INDEX instalment_fund ON instalment (region, fund, day, id);
