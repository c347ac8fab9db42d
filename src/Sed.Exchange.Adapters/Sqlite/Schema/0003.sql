-- Version 3 of the journal: containers whose octets are durable and whose verification is not finished (state Held).

CREATE TABLE held (
    container        TEXT NOT NULL,
    recipient        TEXT NOT NULL,
    message_id       TEXT NOT NULL,
    sender           TEXT NOT NULL,
    from_node        TEXT NOT NULL,
    path             TEXT NOT NULL,  -- node ids, comma separated
    directory_serial INTEGER NOT NULL,
    blob             TEXT NOT NULL,
    length           INTEGER NOT NULL,
    receipt_id       TEXT NOT NULL REFERENCES receipts (receipt_id),
    at               INTEGER NOT NULL,
    attempts         INTEGER NOT NULL,
    next_attempt_at  INTEGER NOT NULL,
    last_error       TEXT,
    PRIMARY KEY (container, recipient)
) STRICT, WITHOUT ROWID;

CREATE INDEX held_due ON held (next_attempt_at, container, recipient);
CREATE INDEX held_by_peer ON held (from_node, blob, length);
