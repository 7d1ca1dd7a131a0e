-- Large files that are being made for somebody, or were, in parts.
CREATE TABLE export_job (
	region bigint NOT NULL,
	id text COLLATE "C" NOT NULL,
	person bigint NOT NULL,
	party text COLLATE "C" NOT NULL,
	address text COLLATE "C" NOT NULL,
	state text COLLATE "C" NOT NULL,
	asked bigint NOT NULL,
	seen bigint NOT NULL,
	done bigint NOT NULL,
	events bigint NOT NULL,
	size bigint NOT NULL,
	file text COLLATE "C" NOT NULL,
	kind text COLLATE "C" NOT NULL,
	PRIMARY KEY (region, id)
);

CREATE INDEX export_asked ON export_job (region, asked);

CREATE TABLE export_part (
	region bigint NOT NULL,
	job text COLLATE "C" NOT NULL,
	number bigint NOT NULL,
	content text COLLATE "C" NOT NULL,
	PRIMARY KEY (region, job, number),
	CONSTRAINT export_part_job FOREIGN KEY (region, job) REFERENCES export_job ON DELETE CASCADE
);
