-- What lets people in. Keys are no records: no entry speaks of them, and no
-- audit makes them anew.

CREATE TABLE login (
	region bigint NOT NULL,
	person bigint NOT NULL,
	name text COLLATE "C" NOT NULL,
	secret text COLLATE "C" NOT NULL,
	PRIMARY KEY (region, person),
	CONSTRAINT login_name UNIQUE (region, name)
);

CREATE TABLE invitation (
	region bigint NOT NULL,
	person bigint NOT NULL,
	token text COLLATE "C" NOT NULL,
	until bigint NOT NULL,
	PRIMARY KEY (region, person),
	CONSTRAINT invitation_token UNIQUE (region, token)
);

CREATE TABLE session (
	region bigint NOT NULL,
	token text COLLATE "C" NOT NULL,
	person bigint NOT NULL,
	party text COLLATE "C" NOT NULL,
	begun bigint NOT NULL,
	used bigint NOT NULL,
	PRIMARY KEY (region, token)
);

CREATE INDEX session_person ON session (region, person);

-- Whoever signs in is asked for every post that they hold.
CREATE INDEX post_person ON post (region, person);
