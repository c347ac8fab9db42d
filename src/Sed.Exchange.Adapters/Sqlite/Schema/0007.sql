-- Version 7 of the journal: the number and date that a report tells, of the registration or of the answer.

ALTER TABLE reports ADD COLUMN number TEXT;
ALTER TABLE reports ADD COLUMN number_date TEXT;
