-- Version 5 of the journal: reports that wait for their document, and reports that this node makes from receipts.

ALTER TABLE containers ADD COLUMN made_from TEXT;  -- the receipt that this node made it from
ALTER TABLE deliveries ADD COLUMN unmatched INTEGER NOT NULL DEFAULT 0;

CREATE TABLE parked_reports (
    container    TEXT NOT NULL,
    recipient    TEXT NOT NULL,
    reporter     TEXT NOT NULL,
    in_reply_to  TEXT,
    return_code  TEXT,
    document_uid TEXT,
    subject      TEXT,
    at           INTEGER NOT NULL,
    until        INTEGER NOT NULL,
    PRIMARY KEY (container, recipient),
    FOREIGN KEY (container, recipient) REFERENCES held (container, recipient)
) STRICT, WITHOUT ROWID;

CREATE INDEX parked_reports_by_pair ON parked_reports (reporter, recipient, at, container);

CREATE TABLE reports_to_make (
    receipt_id      TEXT PRIMARY KEY REFERENCES receipts (receipt_id),
    sender          TEXT NOT NULL,
    message_id      TEXT NOT NULL,
    recipient       TEXT NOT NULL,
    since           INTEGER NOT NULL,
    attempts        INTEGER NOT NULL,
    next_attempt_at INTEGER NOT NULL,
    last_error      TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX reports_to_make_due ON reports_to_make (next_attempt_at, receipt_id);
