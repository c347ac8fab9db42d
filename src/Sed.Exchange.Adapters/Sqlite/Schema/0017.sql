-- Version 17 of the journal: what was handed to one node is found without reading what was handed to all others.

CREATE INDEX handed_receipts_by_node ON handed_receipts (to_node, number);
