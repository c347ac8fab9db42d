-- Version 15 of the journal: what nothing would ever move is found without looking through everything. Usually there is none.

CREATE INDEX deliveries_unscheduled ON deliveries (delivery_id)
    WHERE (lane <> 'In' AND state = 'Queued' AND (next_attempt_at IS NULL OR next_hop IS NULL)) OR (lane = 'In' AND state = 'Leased' AND leased_until IS NULL);
