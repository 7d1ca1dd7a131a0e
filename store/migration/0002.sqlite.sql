-- What lets people in. Keys are no records: no entry speaks of them, and no
-- audit makes them anew.

CREATE TABLE login (
	region INTEGER NOT NULL,
	person INTEGER NOT NULL,
	name TEXT NOT NULL,
	secret TEXT NOT NULL,
	PRIMARY KEY (region, person),
	CONSTRAINT login_name UNIQUE (region, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE invitation (
	region INTEGER NOT NULL,
	person INTEGER NOT NULL,
	token TEXT NOT NULL,
	until INTEGER NOT NULL,
	PRIMARY KEY (region, person),
	CONSTRAINT invitation_token UNIQUE (region, token)
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
	region INTEGER NOT NULL,
	token TEXT NOT NULL,
	person INTEGER NOT NULL,
	party TEXT NOT NULL,
	begun INTEGER NOT NULL,
	used INTEGER NOT NULL,
	PRIMARY KEY (region, token)
) STRICT, WITHOUT ROWID;

CREATE INDEX session_person ON session (region, person);

-- Whoever signs in is asked for every post that they hold.
CREATE INDEX post_person ON post (region, person);
