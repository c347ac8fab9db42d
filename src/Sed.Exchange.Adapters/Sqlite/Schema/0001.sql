-- Version 1 of the journal.
-- Dates are integer Unix milliseconds, UTC. Ids are lower-case GUID texts, digests "algorithm:hex", enumerations their names,
-- so that an administrator can read the file with the sqlite3 shell. Every query of IJournalReader has an index that ends its
-- search; partial indexes keep ended deliveries, which only grow in number, out of the way of the living ones.

CREATE TABLE state (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO state (name, value) VALUES ('epoch', 1);

CREATE TABLE containers (
    digest             TEXT PRIMARY KEY,
    message_id         TEXT NOT NULL,
    sender             TEXT NOT NULL,
    origin_node        TEXT NOT NULL,
    blob               TEXT NOT NULL,
    length             INTEGER NOT NULL,
    sent_at            INTEGER NOT NULL,
    deliver_by         INTEGER NOT NULL,
    stored_at          INTEGER NOT NULL,
    kind               TEXT NOT NULL,
    package_format     TEXT NOT NULL,
    package_message_id TEXT,
    document_uid       TEXT,
    return_code        TEXT,
    in_reply_to        TEXT,
    access_mark        TEXT,
    priority           INTEGER NOT NULL,
    subject            TEXT,
    client_reference   TEXT,
    submitted_by       TEXT,
    path               TEXT NOT NULL  -- node ids, comma separated
) STRICT;

CREATE INDEX containers_by_message ON containers (message_id, stored_at, digest);
CREATE INDEX containers_by_age ON containers (stored_at, digest);
CREATE INDEX containers_by_return_code ON containers (return_code, stored_at, digest) WHERE return_code IS NOT NULL;
CREATE INDEX containers_by_client_reference ON containers (client_reference, stored_at, digest) WHERE client_reference IS NOT NULL;

CREATE TABLE deliveries (
    delivery_id     TEXT PRIMARY KEY,
    lane            TEXT NOT NULL,
    message_id      TEXT NOT NULL,
    sender          TEXT NOT NULL,
    recipient       TEXT NOT NULL,
    container       TEXT NOT NULL REFERENCES containers (digest),
    state           TEXT NOT NULL,
    state_since     INTEGER NOT NULL,
    created_at      INTEGER NOT NULL,
    deliver_by      INTEGER NOT NULL,
    previous_hop    TEXT,
    next_hop        TEXT,
    attempts        INTEGER NOT NULL,
    next_attempt_at INTEGER,
    last_error      TEXT,
    lease_id        TEXT,
    leased_until    INTEGER,
    perhaps_seen    INTEGER NOT NULL,
    version         INTEGER NOT NULL
) STRICT;

-- The dedupe key of promise 4; message_id first, because that is also how deliveries of a message are found.
CREATE UNIQUE INDEX deliveries_by_key ON deliveries (message_id, lane, sender, recipient);
CREATE INDEX deliveries_due ON deliveries (next_hop, next_attempt_at, delivery_id)
    WHERE lane <> 'In' AND state = 'Queued' AND next_attempt_at IS NOT NULL;
CREATE INDEX deliveries_out_overdue ON deliveries (deliver_by, delivery_id)
    WHERE lane = 'Out' AND state IN ('Queued', 'Sent');
CREATE INDEX deliveries_relay_overdue ON deliveries (deliver_by, delivery_id)
    WHERE lane = 'Relay' AND state = 'Queued';
CREATE INDEX deliveries_waiting ON deliveries (recipient, created_at, delivery_id)
    WHERE lane = 'In' AND state = 'Waiting';
CREATE INDEX deliveries_leased ON deliveries (leased_until, delivery_id)
    WHERE lane = 'In' AND state = 'Leased';

-- Octets queued per next hop, kept in step by the triggers below: every admission asks, and a sum over a long queue would make
-- admission slower the longer a destination is down.
CREATE TABLE queued_octets (
    next_hop TEXT PRIMARY KEY,
    octets   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER deliveries_queued AFTER INSERT ON deliveries
WHEN NEW.state = 'Queued' AND NEW.next_hop IS NOT NULL
BEGIN
    INSERT INTO queued_octets (next_hop, octets)
    VALUES (NEW.next_hop, (SELECT length FROM containers WHERE digest = NEW.container))
    ON CONFLICT (next_hop) DO UPDATE SET octets = octets + excluded.octets;
END;

CREATE TRIGGER deliveries_left_queue AFTER UPDATE OF state, next_hop, container ON deliveries
WHEN OLD.state = 'Queued' AND OLD.next_hop IS NOT NULL
    AND (NEW.state <> OLD.state OR NEW.next_hop IS NOT OLD.next_hop OR NEW.container <> OLD.container)
BEGIN
    UPDATE queued_octets
    SET octets = octets - (SELECT length FROM containers WHERE digest = OLD.container)
    WHERE next_hop = OLD.next_hop;
END;

CREATE TRIGGER deliveries_joined_queue AFTER UPDATE OF state, next_hop, container ON deliveries
WHEN NEW.state = 'Queued' AND NEW.next_hop IS NOT NULL
    AND (NEW.state <> OLD.state OR NEW.next_hop IS NOT OLD.next_hop OR NEW.container <> OLD.container)
BEGIN
    INSERT INTO queued_octets (next_hop, octets)
    VALUES (NEW.next_hop, (SELECT length FROM containers WHERE digest = NEW.container))
    ON CONFLICT (next_hop) DO UPDATE SET octets = octets + excluded.octets;
END;

CREATE TABLE leases (
    delivery_id TEXT NOT NULL REFERENCES deliveries (delivery_id),
    lease_id    TEXT NOT NULL,
    client      TEXT NOT NULL,
    given_at    INTEGER NOT NULL,
    held_until  INTEGER NOT NULL,
    PRIMARY KEY (delivery_id, lease_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE receipts (
    number      INTEGER PRIMARY KEY,  -- the order in which they became durable here
    receipt_id  TEXT NOT NULL UNIQUE,
    kind        TEXT NOT NULL,
    message_id  TEXT NOT NULL,
    recipient   TEXT NOT NULL,
    container   TEXT NOT NULL,
    issuer_node TEXT NOT NULL,
    issued_at   INTEGER NOT NULL,
    stored_at   INTEGER NOT NULL,
    counts      INTEGER NOT NULL,
    reason      TEXT,
    bytes       BLOB NOT NULL
) STRICT;

CREATE INDEX receipts_by_message ON receipts (message_id);
CREATE INDEX receipts_by_recipient ON receipts (message_id, recipient);

CREATE TABLE refusals (
    container  TEXT NOT NULL,
    recipient  TEXT NOT NULL,
    message_id TEXT NOT NULL,
    from_node  TEXT NOT NULL,
    receipt_id TEXT NOT NULL,
    blob       TEXT,
    at         INTEGER NOT NULL,
    PRIMARY KEY (container, recipient)
) STRICT, WITHOUT ROWID;

CREATE TABLE owed_receipts (
    receipt_id      TEXT PRIMARY KEY REFERENCES receipts (receipt_id),
    to_node         TEXT NOT NULL,
    sender          TEXT NOT NULL,
    previous_hop    TEXT,
    since           INTEGER NOT NULL,
    attempts        INTEGER NOT NULL,
    next_attempt_at INTEGER NOT NULL,
    last_error      TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX owed_receipts_due ON owed_receipts (to_node, next_attempt_at, receipt_id);

CREATE TABLE reports (
    report_message_id TEXT NOT NULL,
    event             TEXT NOT NULL,
    message_id        TEXT NOT NULL,
    recipient         TEXT NOT NULL,
    node              TEXT NOT NULL,
    at                INTEGER NOT NULL,
    PRIMARY KEY (report_message_id, event)
) STRICT, WITHOUT ROWID;

CREATE INDEX reports_by_message ON reports (message_id, at);

CREATE TABLE submissions (
    sender     TEXT NOT NULL,
    key        TEXT NOT NULL,
    value      TEXT NOT NULL,
    message_id TEXT NOT NULL,
    at         INTEGER NOT NULL,
    PRIMARY KEY (sender, key)
) STRICT, WITHOUT ROWID;

-- AUTOINCREMENT: a number is never given twice, even after old events are purged; feeds' cursors rest on it.
CREATE TABLE events (
    number       INTEGER PRIMARY KEY AUTOINCREMENT,
    at           INTEGER NOT NULL,
    kind         TEXT NOT NULL,
    organisation TEXT,
    message_id   TEXT,
    delivery_id  TEXT,
    counterpart  TEXT,
    receipt_id   TEXT,
    detail       TEXT
) STRICT;

CREATE INDEX events_by_organisation ON events (organisation, number) WHERE organisation IS NOT NULL;

CREATE TABLE clients (
    id                     TEXT PRIMARY KEY,
    organisations          TEXT NOT NULL,  -- GUIDs, comma separated
    administrator          INTEGER NOT NULL,
    key_hash               TEXT,
    certificate_thumbprint TEXT,
    added_at               INTEGER NOT NULL,
    revoked_at             INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE blobs (
    name  TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX blobs_by_state ON blobs (state, at, name);

CREATE TABLE directories (
    serial INTEGER PRIMARY KEY,
    bytes  BLOB NOT NULL,
    at     INTEGER NOT NULL
) STRICT;
