-- Version 16 of the journal: to whom each receipt was handed last, by the receipt's number. A peer that lost its disk is given them again.

CREATE TABLE handed_receipts (
    number  INTEGER PRIMARY KEY REFERENCES receipts (number),
    to_node TEXT NOT NULL,
    at      INTEGER NOT NULL
) STRICT;
