-- Version 8 of the journal: what must be gathered for the evidence of a container while it can be had (DESIGN section 7, capture), what is
-- missing of it, and what was gathered. Octets are kept once, whoever they were gathered for: one revocation list serves thousands of containers.

CREATE TABLE captures (
    container       TEXT PRIMARY KEY REFERENCES containers (digest),
    message_id      TEXT NOT NULL,
    state           TEXT NOT NULL,
    state_since     INTEGER NOT NULL,
    since           INTEGER NOT NULL,
    attempts        INTEGER NOT NULL,
    next_attempt_at INTEGER,  -- null: nothing is owed any more
    told_at         INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX captures_due ON captures (next_attempt_at, container) WHERE next_attempt_at IS NOT NULL;
CREATE INDEX captures_owed ON captures (since) WHERE next_attempt_at IS NOT NULL;

CREATE TABLE capture_gaps (
    container TEXT NOT NULL REFERENCES captures (container),
    position  INTEGER NOT NULL,
    source    TEXT NOT NULL,
    code      TEXT NOT NULL,
    seen      TEXT,
    owed      INTEGER NOT NULL,
    PRIMARY KEY (container, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE captured_octets (
    sha256 TEXT PRIMARY KEY,
    octets BLOB NOT NULL
) STRICT;

CREATE TABLE captured_parts (
    container TEXT NOT NULL REFERENCES captures (container),
    name      TEXT NOT NULL,
    source    TEXT NOT NULL,
    sha256    TEXT NOT NULL REFERENCES captured_octets (sha256),
    length    INTEGER NOT NULL,
    PRIMARY KEY (container, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX captured_parts_by_octets ON captured_parts (sha256);

-- What was accepted and delivered before this version is owed it, too.
INSERT INTO captures (container, message_id, state, state_since, since, attempts, next_attempt_at, told_at)
SELECT digest, message_id, 'Owed', stored_at, stored_at, 0, stored_at, NULL FROM containers
WHERE EXISTS (SELECT 1 FROM deliveries WHERE deliveries.message_id = containers.message_id AND deliveries.container = containers.digest AND deliveries.lane IN ('Out', 'In'));
