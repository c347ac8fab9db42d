-- A restored node asks its peers what they exchanged with it since its backup: receipts by the time they became durable here.
CREATE INDEX receipts_by_age ON receipts (stored_at, number);
