-- Version 6 of the journal: execution control. What each organisation of this node knows of tasks (поручения) from the messages it sent and took;
-- text and people are document content, and go when the content goes. Days are ISO texts; due_at of a task without a deadline is the largest
-- number, so that it comes last in every order.

CREATE TABLE tasks (
    organisation  TEXT NOT NULL,
    giver         TEXT NOT NULL,
    uid           TEXT NOT NULL,
    kind          TEXT NOT NULL,
    standing      TEXT NOT NULL,
    parent_giver  TEXT,
    parent_uid    TEXT,
    number        TEXT,
    private       INTEGER NOT NULL,
    text          TEXT,
    author_person TEXT,
    given_on      TEXT,
    deadline      TEXT,
    due_at        INTEGER NOT NULL,
    done_on       TEXT,
    ended         INTEGER NOT NULL,
    told_by       TEXT NOT NULL,
    told_at       INTEGER NOT NULL,
    open          INTEGER NOT NULL,
    message_id    TEXT NOT NULL,
    PRIMARY KEY (organisation, giver, uid)
) STRICT, WITHOUT ROWID;

-- open is a column of its index, not its condition: with both ways the same length, SQLite takes the one through all that is ended.
CREATE INDEX tasks_open ON tasks (organisation, open, due_at, giver, uid);
CREATE INDEX tasks_by_due ON tasks (organisation, due_at, giver, uid);
CREATE INDEX tasks_open_of_all ON tasks (open, due_at, giver, uid, organisation);
CREATE INDEX tasks_by_due_of_all ON tasks (due_at, giver, uid, organisation);

-- due_at and open repeat the task's, so that the tasks of one executor are found in order without reading those of others.
CREATE TABLE task_executors (
    organisation TEXT NOT NULL,
    giver        TEXT NOT NULL,
    uid          TEXT NOT NULL,
    position     INTEGER NOT NULL,
    party        TEXT,
    name         TEXT,
    person       TEXT,
    responsible  INTEGER NOT NULL,
    reported_at  INTEGER,
    status       TEXT,
    report       TEXT,
    due_at       INTEGER NOT NULL,
    open         INTEGER NOT NULL,
    PRIMARY KEY (organisation, giver, uid, position),
    FOREIGN KEY (organisation, giver, uid) REFERENCES tasks (organisation, giver, uid)
) STRICT, WITHOUT ROWID;

CREATE INDEX task_executors_open ON task_executors (party, organisation, open, due_at, giver, uid) WHERE party IS NOT NULL;
CREATE INDEX task_executors_by_due ON task_executors (party, organisation, due_at, giver, uid) WHERE party IS NOT NULL;

CREATE TABLE task_reports (
    organisation TEXT NOT NULL,
    giver        TEXT NOT NULL,
    uid          TEXT NOT NULL,
    reporter     TEXT NOT NULL,
    at           INTEGER NOT NULL,
    status       TEXT,
    text         TEXT,
    done_on      TEXT,
    ended        INTEGER NOT NULL,
    told_by      TEXT NOT NULL,
    told_at      INTEGER NOT NULL,
    PRIMARY KEY (organisation, giver, uid, reporter),
    FOREIGN KEY (organisation, giver, uid) REFERENCES tasks (organisation, giver, uid)
) STRICT, WITHOUT ROWID;

CREATE TABLE task_messages (
    message_id   TEXT NOT NULL,
    organisation TEXT NOT NULL,
    giver        TEXT NOT NULL,
    uid          TEXT NOT NULL,
    PRIMARY KEY (message_id, organisation, giver, uid),
    FOREIGN KEY (organisation, giver, uid) REFERENCES tasks (organisation, giver, uid)
) STRICT, WITHOUT ROWID;
