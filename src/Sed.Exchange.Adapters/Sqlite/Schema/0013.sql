-- Version 13 of the journal: receivers of feeds. The secret lies as it is, since it signs; the journal's file is readable for its owner alone.

CREATE TABLE webhooks (
    id              TEXT PRIMARY KEY,
    organisation    TEXT NOT NULL,
    url             TEXT NOT NULL,
    inner_address   INTEGER NOT NULL,  -- 1: one of this machine or of a private network is allowed
    secret          TEXT NOT NULL,
    added_at        INTEGER NOT NULL,
    cursor          INTEGER NOT NULL,  -- number of the last event confirmed
    confirmed_at    INTEGER,
    attempts        INTEGER NOT NULL,
    next_attempt_at INTEGER,
    failing_since   INTEGER,
    last_error      TEXT,
    disabled_at     INTEGER
) STRICT, WITHOUT ROWID;
