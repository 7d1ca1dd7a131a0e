-- What a session typed and the answer to it, until it is done. The body is sealed
-- under what only the browser has.

CREATE TABLE held (
	region bigint NOT NULL,
	session text COLLATE "C" NOT NULL,
	key text COLLATE "C" NOT NULL,
	path text COLLATE "C" NOT NULL,
	entry bigint NOT NULL,
	at bigint NOT NULL,
	body text COLLATE "C" NOT NULL,
	PRIMARY KEY (region, session, key),
	CONSTRAINT held_session FOREIGN KEY (region, session) REFERENCES session ON DELETE CASCADE
);

CREATE INDEX held_at ON held (region, at);
