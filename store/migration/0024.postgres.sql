-- What was advanced between two.

CREATE INDEX advance_from ON advance (region, from_party, to_party);

CREATE INDEX advance_to ON advance (region, to_party, from_party);
