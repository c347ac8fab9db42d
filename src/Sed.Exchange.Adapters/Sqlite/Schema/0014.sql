-- Version 14 of the journal: how much of a message is left, what must not be purged, and the indexes by which what has lived its time is found and its
-- rows are removed: SQLite looks for rows that refer to each one removed, and without an index of their own would read them all.

ALTER TABLE containers ADD COLUMN content_purged_at INTEGER;
ALTER TABLE containers ADD COLUMN metadata_purged_at INTEGER;

CREATE INDEX containers_whole ON containers (stored_at, digest) WHERE content_purged_at IS NULL;
CREATE INDEX containers_without_content ON containers (stored_at, digest) WHERE content_purged_at IS NOT NULL AND metadata_purged_at IS NULL;
CREATE INDEX containers_tombstones ON containers (stored_at, digest) WHERE metadata_purged_at IS NOT NULL;

CREATE INDEX deliveries_by_container ON deliveries (container);
CREATE INDEX held_by_receipt ON held (receipt_id);
CREATE INDEX submissions_by_message ON submissions (message_id, sender);
CREATE INDEX reports_to_make_by_message ON reports_to_make (message_id);
CREATE INDEX task_messages_by_task ON task_messages (organisation, giver, uid);

ALTER TABLE refusals ADD COLUMN purged_at INTEGER;

CREATE INDEX refusals_by_age ON refusals (at, container, recipient);
CREATE INDEX refusals_with_octets ON refusals (at, container, recipient) WHERE blob IS NOT NULL;
CREATE INDEX refusals_without_octets ON refusals (at, container, recipient) WHERE blob IS NULL;

CREATE TABLE holds (
    message_id TEXT PRIMARY KEY,
    reason     TEXT NOT NULL,
    since      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
