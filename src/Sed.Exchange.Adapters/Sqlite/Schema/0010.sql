-- Version 10 of the journal: deliveries whose proof is to be asked for. An index of their own, since most Sent ones and all ended ones are not among them.

CREATE INDEX deliveries_chased ON deliveries (next_attempt_at, delivery_id)
    WHERE lane <> 'In' AND state IN ('Sent', 'Undelivered', 'Refused') AND next_attempt_at IS NOT NULL;
