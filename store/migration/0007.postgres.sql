-- Which versions of an agreement name a party: the last (1), the one in force
-- (2), one before (4). Whoever only a lapsed version named sees it no more.
ALTER TABLE member ADD COLUMN part bigint NOT NULL DEFAULT 3;
