-- Runs: the balancing of a horizon, good by good, by whoever claims a good.

CREATE TABLE run (
	region bigint NOT NULL,
	id text COLLATE "C" NOT NULL,
	horizon text COLLATE "C" NOT NULL,
	zones text COLLATE "C" NOT NULL,
	person bigint NOT NULL,
	party text COLLATE "C" NOT NULL,
	state text COLLATE "C" NOT NULL,
	asked bigint NOT NULL,
	ended bigint NOT NULL,
	goods bigint NOT NULL,
	done bigint NOT NULL,
	barred bigint NOT NULL,
	digest text COLLATE "C" NOT NULL,
	why text COLLATE "C" NOT NULL,
	PRIMARY KEY (region, id),
	CONSTRAINT run_state CHECK (state IN ('going', 'made', 'stopped', 'failed')),
	CONSTRAINT run_done CHECK (done BETWEEN 0 AND goods AND (state <> 'made' OR done = goods))
);

CREATE INDEX run_asked ON run (region, asked);

CREATE TABLE run_frame (
	region bigint NOT NULL,
	run text COLLATE "C" NOT NULL,
	content text COLLATE "C" NOT NULL,
	PRIMARY KEY (region, run),
	CONSTRAINT run_frame_run FOREIGN KEY (region, run) REFERENCES run ON DELETE CASCADE
);

CREATE TABLE run_part (
	region bigint NOT NULL,
	run text COLLATE "C" NOT NULL,
	good text COLLATE "C" NOT NULL,
	claim text COLLATE "C" NOT NULL,
	until bigint NOT NULL,
	tries bigint NOT NULL,
	open bigint NOT NULL,
	short text COLLATE "C" NOT NULL,
	input text COLLATE "C" NOT NULL,
	answer text COLLATE "C" NOT NULL,
	PRIMARY KEY (region, run, good),
	CONSTRAINT run_part_run FOREIGN KEY (region, run) REFERENCES run ON DELETE CASCADE,
	CONSTRAINT run_part_open CHECK (open = 1 AND answer = '' OR open = 0 AND answer <> '')
);

CREATE INDEX run_part_open ON run_part (region, run, until) WHERE open = 1;

CREATE UNIQUE INDEX run_part_claim ON run_part (region, claim) WHERE claim <> '';
