-- Version 19 of the journal: what is queued for a next hop is counted by containers. One for many recipients there lies on the disk once, and goes once.

DROP TRIGGER deliveries_queued;
DROP TRIGGER deliveries_left_queue;
DROP TRIGGER deliveries_joined_queue;

CREATE TRIGGER deliveries_queued AFTER INSERT ON deliveries
WHEN NEW.state = 'Queued' AND NEW.next_hop IS NOT NULL
    AND NOT EXISTS (
        SELECT 1 FROM deliveries
        WHERE container = NEW.container AND next_hop = NEW.next_hop AND state = 'Queued' AND delivery_id <> NEW.delivery_id)
BEGIN
    INSERT INTO queued_octets (next_hop, octets)
    VALUES (NEW.next_hop, (SELECT length FROM containers WHERE digest = NEW.container))
    ON CONFLICT (next_hop) DO UPDATE SET octets = octets + excluded.octets;
END;

CREATE TRIGGER deliveries_left_queue AFTER UPDATE OF state, next_hop, container ON deliveries
WHEN OLD.state = 'Queued' AND OLD.next_hop IS NOT NULL
    AND (NEW.state <> OLD.state OR NEW.next_hop IS NOT OLD.next_hop OR NEW.container <> OLD.container)
    AND NOT EXISTS (
        SELECT 1 FROM deliveries WHERE container = OLD.container AND next_hop = OLD.next_hop AND state = 'Queued')
BEGIN
    UPDATE queued_octets
    SET octets = octets - (SELECT length FROM containers WHERE digest = OLD.container)
    WHERE next_hop = OLD.next_hop;
END;

CREATE TRIGGER deliveries_joined_queue AFTER UPDATE OF state, next_hop, container ON deliveries
WHEN NEW.state = 'Queued' AND NEW.next_hop IS NOT NULL
    AND (NEW.state <> OLD.state OR NEW.next_hop IS NOT OLD.next_hop OR NEW.container <> OLD.container)
    AND NOT EXISTS (
        SELECT 1 FROM deliveries
        WHERE container = NEW.container AND next_hop = NEW.next_hop AND state = 'Queued' AND delivery_id <> NEW.delivery_id)
BEGIN
    INSERT INTO queued_octets (next_hop, octets)
    VALUES (NEW.next_hop, (SELECT length FROM containers WHERE digest = NEW.container))
    ON CONFLICT (next_hop) DO UPDATE SET octets = octets + excluded.octets;
END;

DELETE FROM queued_octets;
INSERT INTO queued_octets (next_hop, octets)
SELECT next_hop, sum(length) FROM (
    SELECT DISTINCT deliveries.next_hop, containers.digest, containers.length
    FROM deliveries JOIN containers ON containers.digest = deliveries.container
    WHERE deliveries.state = 'Queued' AND deliveries.next_hop IS NOT NULL)
GROUP BY next_hop;

-- Which recipients of a container still wait for this hop is asked at each that leaves.
CREATE INDEX deliveries_still_queued ON deliveries (container, next_hop) WHERE state = 'Queued' AND next_hop IS NOT NULL;

-- Peers have turns with what is held.
CREATE INDEX held_in_turns ON held (from_node, next_attempt_at, container, recipient);

-- Undelivered stays when a refusal comes after it.
UPDATE deliveries SET state = 'Undelivered'
WHERE lane <> 'In' AND state = 'Refused' AND EXISTS (
    SELECT 1 FROM receipts
    WHERE receipts.message_id = deliveries.message_id AND receipts.recipient = deliveries.recipient AND receipts.container = deliveries.container
        AND receipts.kind = 'Undelivered' AND receipts.counts = 1);
