-- Who made an invitation for which party, to be asked again when it is taken up;
-- nobody for whoever runs the program. Of those that wait nobody knows it.

DELETE FROM invitation;

ALTER TABLE invitation ADD COLUMN by_person bigint NOT NULL DEFAULT 0;

ALTER TABLE invitation ADD COLUMN for_party text COLLATE "C" NOT NULL DEFAULT '';
