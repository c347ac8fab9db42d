-- Version 4 of the journal: what senders asked recipients to report, and reports under their senders. Ids are chosen by senders, so two of them may
-- use the same one: a report is found by who reports about whose document.

CREATE TABLE reports_4 (
    recipient         TEXT NOT NULL,  -- who reports
    report_message_id TEXT NOT NULL,
    event             TEXT NOT NULL,
    kinds             TEXT NOT NULL,  -- names, comma separated
    sender            TEXT NOT NULL,  -- of the document
    message_id        TEXT NOT NULL,
    node              TEXT NOT NULL,
    at                INTEGER NOT NULL,
    PRIMARY KEY (recipient, report_message_id, event)
) STRICT, WITHOUT ROWID;

INSERT INTO reports_4
SELECT reports.recipient, report_message_id, event,
    CASE event WHEN 'Reception' THEN 'Reception' WHEN 'Registered' THEN 'Registration' WHEN 'RegistrationRefused' THEN 'Registration'
        WHEN 'Answer' THEN 'Answer' ELSE 'None' END,
    (SELECT sender FROM deliveries WHERE deliveries.message_id = reports.message_id AND deliveries.recipient = reports.recipient ORDER BY lane DESC LIMIT 1),
    message_id, node, at
FROM reports
WHERE EXISTS (SELECT 1 FROM deliveries WHERE deliveries.message_id = reports.message_id AND deliveries.recipient = reports.recipient);

DROP TABLE reports;
ALTER TABLE reports_4 RENAME TO reports;
CREATE INDEX reports_by_message ON reports (message_id, sender, at);

-- UIDs are the same in either case, with or without dashes.
CREATE INDEX containers_by_document ON containers (lower(replace(document_uid, '-', '')), stored_at, digest) WHERE document_uid IS NOT NULL;

CREATE TABLE subscriptions (
    message_id TEXT NOT NULL,
    sender     TEXT NOT NULL,
    recipient  TEXT NOT NULL,
    kinds      TEXT NOT NULL,  -- names, comma separated
    days       INTEGER NOT NULL,
    since      INTEGER NOT NULL,
    look_at    INTEGER,
    told_at    INTEGER,
    PRIMARY KEY (message_id, sender, recipient)
) STRICT, WITHOUT ROWID;

CREATE INDEX subscriptions_due ON subscriptions (look_at, message_id, sender, recipient) WHERE look_at IS NOT NULL;
