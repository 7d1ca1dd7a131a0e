-- What a session typed and the answer to it, until it is done. The body is sealed
-- under what only the browser has.

CREATE TABLE held (
	region INTEGER NOT NULL,
	session TEXT NOT NULL,
	key TEXT NOT NULL,
	path TEXT NOT NULL,
	entry INTEGER NOT NULL,
	at INTEGER NOT NULL,
	body TEXT NOT NULL,
	PRIMARY KEY (region, session, key),
	CONSTRAINT held_session FOREIGN KEY (region, session) REFERENCES session ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX held_at ON held (region, at);
