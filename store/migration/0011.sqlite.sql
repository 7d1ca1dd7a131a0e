-- Funds: money that parties bring together, and what becomes of it. All sums are
-- whole numbers of the smallest unit of the currency beside them. What was repaid
-- can be granted again.

CREATE TABLE fund (
	region INTEGER NOT NULL,
	id INTEGER NOT NULL,
	name_en TEXT NOT NULL,
	name_zh TEXT NOT NULL,
	trustee TEXT NOT NULL,
	currency TEXT NOT NULL,
	low INTEGER NOT NULL,
	high INTEGER NOT NULL,
	from_day INTEGER NOT NULL,
	last_day INTEGER NOT NULL,
	closed INTEGER NOT NULL,
	terms TEXT NOT NULL,
	pledged INTEGER NOT NULL,
	granted INTEGER NOT NULL,
	drawn INTEGER NOT NULL,
	repaid INTEGER NOT NULL,
	PRIMARY KEY (region, id),
	CONSTRAINT fund_trustee FOREIGN KEY (region, trustee) REFERENCES party,
	CONSTRAINT fund_pledged CHECK (pledged >= 0),
	CONSTRAINT fund_granted CHECK (granted BETWEEN 0 AND pledged + repaid),
	CONSTRAINT fund_drawn CHECK (drawn BETWEEN 0 AND granted),
	CONSTRAINT fund_repaid CHECK (repaid BETWEEN 0 AND drawn)
) STRICT, WITHOUT ROWID;

CREATE TABLE pledge (
	region INTEGER NOT NULL,
	id INTEGER NOT NULL,
	fund INTEGER NOT NULL,
	party TEXT NOT NULL,
	currency TEXT NOT NULL,
	amount INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	day INTEGER NOT NULL,
	note TEXT NOT NULL,
	PRIMARY KEY (region, id),
	CONSTRAINT pledge_fund FOREIGN KEY (region, fund) REFERENCES fund,
	CONSTRAINT pledge_party FOREIGN KEY (region, party) REFERENCES party,
	CONSTRAINT pledge_withdrawn CHECK (withdrawn BETWEEN 0 AND amount)
) STRICT, WITHOUT ROWID;

CREATE INDEX pledge_fund ON pledge (region, fund, id);

CREATE TABLE application (
	region INTEGER NOT NULL,
	id INTEGER NOT NULL,
	fund INTEGER NOT NULL,
	party TEXT NOT NULL,
	currency TEXT NOT NULL,
	amount INTEGER NOT NULL,
	granted INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	use TEXT NOT NULL,
	reason TEXT NOT NULL,
	day INTEGER NOT NULL,
	told_to TEXT NOT NULL,
	PRIMARY KEY (region, id),
	CONSTRAINT application_fund FOREIGN KEY (region, fund) REFERENCES fund,
	CONSTRAINT application_party FOREIGN KEY (region, party) REFERENCES party,
	CONSTRAINT application_granted
		CHECK (granted >= 0 AND withdrawn >= 0 AND granted + withdrawn <= amount)
) STRICT, WITHOUT ROWID;

CREATE INDEX application_fund ON application (region, fund, id);

CREATE TABLE grant_made (
	region INTEGER NOT NULL,
	id INTEGER NOT NULL,
	fund INTEGER NOT NULL,
	application INTEGER NOT NULL,
	party TEXT NOT NULL,
	currency TEXT NOT NULL,
	amount INTEGER NOT NULL,
	revoked INTEGER NOT NULL,
	drawn INTEGER NOT NULL,
	repaid INTEGER NOT NULL,
	day INTEGER NOT NULL,
	schedule TEXT NOT NULL,
	PRIMARY KEY (region, id),
	CONSTRAINT grant_made_fund FOREIGN KEY (region, fund) REFERENCES fund,
	CONSTRAINT grant_made_application FOREIGN KEY (region, application) REFERENCES application,
	CONSTRAINT grant_made_revoked CHECK (revoked >= 0),
	CONSTRAINT grant_made_drawn CHECK (drawn BETWEEN 0 AND amount - revoked),
	CONSTRAINT grant_made_repaid CHECK (repaid BETWEEN 0 AND drawn)
) STRICT, WITHOUT ROWID;

CREATE INDEX grant_made_fund ON grant_made (region, fund, id);

CREATE TABLE instalment (
	region INTEGER NOT NULL,
	id INTEGER NOT NULL,
	fund INTEGER NOT NULL,
	grant_made INTEGER NOT NULL,
	kind TEXT NOT NULL,
	day INTEGER NOT NULL,
	currency TEXT NOT NULL,
	amount INTEGER NOT NULL,
	use TEXT NOT NULL,
	note TEXT NOT NULL,
	party TEXT NOT NULL,
	told_to TEXT NOT NULL,
	reversed TEXT NOT NULL,
	PRIMARY KEY (region, id),
	CONSTRAINT instalment_grant_made FOREIGN KEY (region, grant_made) REFERENCES grant_made
) STRICT, WITHOUT ROWID;

CREATE INDEX instalment_fund ON instalment (region, fund, day, id);
