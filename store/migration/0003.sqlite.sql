-- Parties without account assent by one-time links.

ALTER TABLE assent ADD COLUMN signer TEXT NOT NULL DEFAULT '';

CREATE TABLE assent_link (
	region INTEGER NOT NULL,
	agreement INTEGER NOT NULL,
	version INTEGER NOT NULL,
	party TEXT NOT NULL,
	code TEXT NOT NULL,
	last INTEGER NOT NULL,
	person INTEGER NOT NULL,
	for_party TEXT NOT NULL,
	used INTEGER NOT NULL,
	PRIMARY KEY (region, agreement, version, party),
	CONSTRAINT assent_link_code UNIQUE (region, code),
	CONSTRAINT assent_link_version FOREIGN KEY (region, agreement, version) REFERENCES version,
	CONSTRAINT assent_link_member FOREIGN KEY (region, agreement, party) REFERENCES member
) STRICT, WITHOUT ROWID;
