-- Parties without account assent by one-time links.

ALTER TABLE assent ADD COLUMN signer text COLLATE "C" NOT NULL DEFAULT '';

CREATE TABLE assent_link (
	region bigint NOT NULL,
	agreement bigint NOT NULL,
	version bigint NOT NULL,
	party text COLLATE "C" NOT NULL,
	code text COLLATE "C" NOT NULL,
	last bigint NOT NULL,
	person bigint NOT NULL,
	for_party text COLLATE "C" NOT NULL,
	used bigint NOT NULL,
	PRIMARY KEY (region, agreement, version, party),
	CONSTRAINT assent_link_code UNIQUE (region, code),
	CONSTRAINT assent_link_version FOREIGN KEY (region, agreement, version) REFERENCES version,
	CONSTRAINT assent_link_member FOREIGN KEY (region, agreement, party) REFERENCES member
);
