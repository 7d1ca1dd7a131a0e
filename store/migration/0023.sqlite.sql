-- Large files that are being made for somebody, or were, in parts.
CREATE TABLE export_job (
	region INTEGER NOT NULL,
	id TEXT NOT NULL,
	person INTEGER NOT NULL,
	party TEXT NOT NULL,
	address TEXT NOT NULL,
	state TEXT NOT NULL,
	asked INTEGER NOT NULL,
	seen INTEGER NOT NULL,
	done INTEGER NOT NULL,
	events INTEGER NOT NULL,
	size INTEGER NOT NULL,
	file TEXT NOT NULL,
	kind TEXT NOT NULL,
	PRIMARY KEY (region, id)
) STRICT;

CREATE INDEX export_asked ON export_job (region, asked);

CREATE TABLE export_part (
	region INTEGER NOT NULL,
	job TEXT NOT NULL,
	number INTEGER NOT NULL,
	content TEXT NOT NULL,
	PRIMARY KEY (region, job, number),
	CONSTRAINT export_part_job FOREIGN KEY (region, job) REFERENCES export_job ON DELETE CASCADE
) STRICT;
