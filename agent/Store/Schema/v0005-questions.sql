-- What a person may ask about: who wrote what and when, and what waits for a decision.

-- The changes of the log as they came, as far as they came with it and not in a snapshot.
CREATE TABLE history (
    position INTEGER PRIMARY KEY,
    replica BLOB NOT NULL,
    counter INTEGER NOT NULL,
    accepted INTEGER NOT NULL,
    payload BLOB NOT NULL
) STRICT;

CREATE UNIQUE INDEX history_by_change ON history (replica, counter);

-- Which records each of them wrote to.
CREATE TABLE history_records (
    collection INTEGER NOT NULL,
    id BLOB NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (collection, id, position)
) STRICT, WITHOUT ROWID;

-- Where records that may have to do with each other are found together.
CREATE TABLE index_keys (
    topic INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    collection INTEGER NOT NULL,
    id BLOB NOT NULL,
    PRIMARY KEY (topic, bytes, collection, id)
) STRICT, WITHOUT ROWID;

-- What a person has to decide: the rule that found it, and where it looks.
CREATE TABLE conflicts (
    topic INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    rule TEXT NOT NULL,
    id BLOB NOT NULL,
    PRIMARY KEY (topic, bytes, rule, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX conflicts_by_id ON conflicts (id);
