-- What a party gives and is given in a plan, in the order in which pages list it.
DROP INDEX allocation_from;

CREATE INDEX allocation_from ON allocation (region, from_party, plan, good, to_party);

DROP INDEX allocation_to;

CREATE INDEX allocation_to ON allocation (region, to_party, plan, good, from_party);
