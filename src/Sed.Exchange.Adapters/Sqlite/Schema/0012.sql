-- Version 12 of the journal: how often a message was leased, since when it is handed out last and alone, and when somebody is to be told that a delivery
-- stands still.

ALTER TABLE deliveries ADD COLUMN leases INTEGER NOT NULL DEFAULT 0;
ALTER TABLE deliveries ADD COLUMN poison_since INTEGER;
ALTER TABLE deliveries ADD COLUMN warn_at INTEGER;

DROP INDEX deliveries_waiting;
CREATE INDEX deliveries_waiting ON deliveries (recipient, created_at, delivery_id)
    WHERE lane = 'In' AND state = 'Waiting' AND poison_since IS NULL;
CREATE INDEX deliveries_poisoned ON deliveries (recipient, state_since, delivery_id)
    WHERE lane = 'In' AND state = 'Waiting' AND poison_since IS NOT NULL;
CREATE INDEX deliveries_to_warn ON deliveries (warn_at, delivery_id) WHERE warn_at IS NOT NULL;

-- What stands still already is told as if it had begun under this version: a quarter of its time before its deadline, a day after it came.
UPDATE deliveries SET leases = (SELECT count(*) FROM leases WHERE leases.delivery_id = deliveries.delivery_id)
    WHERE lane = 'In' AND state IN ('Waiting', 'Leased');
UPDATE deliveries SET warn_at = deliver_by - (deliver_by - created_at) / 4 WHERE lane = 'Out' AND state IN ('Queued', 'Sent');
UPDATE deliveries SET warn_at = state_since + 86400000 WHERE lane = 'Out' AND state = 'Delivered';
UPDATE deliveries SET warn_at = created_at + 86400000 WHERE lane = 'In' AND state IN ('Waiting', 'Leased');
