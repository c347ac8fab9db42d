-- Version 9 of the journal: time-stamps beside the objects (DESIGN section 7). A stamp is a manifest over many digests, and the token over it once an
-- authority of time gave it; stamps over stamps renew them. What came before this version is stamped as soon as an authority is configured.

CREATE TABLE stamps (
    stamp_id        TEXT PRIMARY KEY,
    manifest        BLOB NOT NULL,
    made_at         INTEGER NOT NULL,
    receipts_up_to  INTEGER NOT NULL,  -- 0: it is over stamps
    token           BLOB,              -- null: it is owed
    stamped_at      INTEGER,
    ends            INTEGER,
    renew_at        INTEGER,
    renewed_by      TEXT REFERENCES stamps (stamp_id),
    attempts        INTEGER NOT NULL,
    next_attempt_at INTEGER,
    last_error      TEXT,
    told_at         INTEGER
) STRICT;

CREATE INDEX stamps_due ON stamps (next_attempt_at, stamp_id) WHERE next_attempt_at IS NOT NULL;
CREATE INDEX stamps_to_renew ON stamps (renew_at, stamp_id) WHERE renew_at IS NOT NULL AND renewed_by IS NULL;
CREATE INDEX stamps_by_receipts ON stamps (receipts_up_to);

CREATE TABLE stamped_receipts (
    receipt_id TEXT PRIMARY KEY REFERENCES receipts (receipt_id),
    stamp_id   TEXT NOT NULL REFERENCES stamps (stamp_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE stamped_containers (
    container TEXT PRIMARY KEY,
    stamp_id  TEXT NOT NULL REFERENCES stamps (stamp_id)
) STRICT, WITHOUT ROWID;
