-- Runs: the balancing of a horizon, good by good, by whoever claims a good.

CREATE TABLE run (
	region INTEGER NOT NULL,
	id TEXT NOT NULL,
	horizon TEXT NOT NULL,
	zones TEXT NOT NULL,
	person INTEGER NOT NULL,
	party TEXT NOT NULL,
	state TEXT NOT NULL,
	asked INTEGER NOT NULL,
	ended INTEGER NOT NULL,
	goods INTEGER NOT NULL,
	done INTEGER NOT NULL,
	barred INTEGER NOT NULL,
	digest TEXT NOT NULL,
	why TEXT NOT NULL,
	PRIMARY KEY (region, id),
	CONSTRAINT run_state CHECK (state IN ('going', 'made', 'stopped', 'failed')),
	CONSTRAINT run_done CHECK (done BETWEEN 0 AND goods AND (state <> 'made' OR done = goods))
) STRICT;

CREATE INDEX run_asked ON run (region, asked);

CREATE TABLE run_frame (
	region INTEGER NOT NULL,
	run TEXT NOT NULL,
	content TEXT NOT NULL,
	PRIMARY KEY (region, run),
	CONSTRAINT run_frame_run FOREIGN KEY (region, run) REFERENCES run ON DELETE CASCADE
) STRICT;

CREATE TABLE run_part (
	region INTEGER NOT NULL,
	run TEXT NOT NULL,
	good TEXT NOT NULL,
	claim TEXT NOT NULL,
	until INTEGER NOT NULL,
	tries INTEGER NOT NULL,
	open INTEGER NOT NULL,
	short TEXT NOT NULL,
	input TEXT NOT NULL,
	answer TEXT NOT NULL,
	PRIMARY KEY (region, run, good),
	CONSTRAINT run_part_run FOREIGN KEY (region, run) REFERENCES run ON DELETE CASCADE,
	CONSTRAINT run_part_open CHECK (open = 1 AND answer = '' OR open = 0 AND answer <> '')
) STRICT;

CREATE INDEX run_part_open ON run_part (region, run, until) WHERE open = 1;

CREATE UNIQUE INDEX run_part_claim ON run_part (region, claim) WHERE claim <> '';
