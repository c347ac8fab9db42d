-- Version 18 of the journal: what a sender that moved here was told is found without reading its whole feed. Few lines name no delivery.

CREATE INDEX events_of_moved ON events (receipt_id, organisation)
    WHERE delivery_id IS NULL AND receipt_id IS NOT NULL AND organisation IS NOT NULL;
