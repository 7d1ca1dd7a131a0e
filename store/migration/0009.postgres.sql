-- The entry that took another back is found by the number of that.

CREATE INDEX entry_undoes ON entry (region, undoes) WHERE undoes > 0;
