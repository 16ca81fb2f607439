-- A laptop's copy of a book: the base, which is the server's log up to the cursor, and the overlay
-- of its own work that the log has not brought back.

-- How the copy stands: exactly one row.
CREATE TABLE copy (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    -- Raised with every step, so that whoever remembers the copy knows whether it is this one.
    step INTEGER NOT NULL,
    cursor INTEGER NOT NULL,
    cursor_hash BLOB NOT NULL,
    digest BLOB NOT NULL,
    -- The position up to which nothing is kept for a server that lost its log.
    durable INTEGER NOT NULL,
    -- The stamp after which the clock goes on.
    clock INTEGER NOT NULL,
    -- By how many milliseconds the server's clock is ahead of the laptop's.
    clock_offset INTEGER NOT NULL
) STRICT;

-- The state of every record: what a person sees of it, and what the base holds where that is
-- something else or may become so, since the overlay touches it.
CREATE TABLE record_states (
    collection INTEGER NOT NULL,
    id BLOB NOT NULL,
    seen BLOB NOT NULL,
    base BLOB,
    PRIMARY KEY (collection, id)
) STRICT, WITHOUT ROWID;

-- One's own changes that are not below the cursor, in the order in which they are sent. The link
-- is that of the change before, the judgement what the server said and proved.
CREATE TABLE own_changes (
    sequence INTEGER PRIMARY KEY,
    replica BLOB NOT NULL,
    counter INTEGER NOT NULL,
    payload BLOB NOT NULL,
    link BLOB NOT NULL,
    judgement BLOB,
    UNIQUE (replica, counter)
) STRICT;

-- One's own changes that the server refused, until a person has done something with them.
CREATE TABLE handed_back (
    sequence INTEGER PRIMARY KEY,
    replica BLOB NOT NULL,
    counter INTEGER NOT NULL,
    payload BLOB NOT NULL,
    link BLOB NOT NULL,
    judgement BLOB,
    UNIQUE (replica, counter)
) STRICT;

-- What became of refused changes: under which dot they were sent again, or that they were given up.
CREATE TABLE dismissed_changes (
    replica BLOB NOT NULL,
    counter INTEGER NOT NULL,
    new_replica BLOB,
    new_counter INTEGER,
    PRIMARY KEY (replica, counter)
) STRICT, WITHOUT ROWID;

-- Dots that name another change in the log than the one that was held here, with the names under
-- which the log has that one.
CREATE TABLE dots_aside (
    replica BLOB NOT NULL,
    counter INTEGER NOT NULL,
    new_replica BLOB NOT NULL,
    new_counter INTEGER NOT NULL,
    PRIMARY KEY (replica, counter, new_replica, new_counter)
) STRICT, WITHOUT ROWID;

-- Changes whose dot another history had taken: kept as they were, with an alarm.
CREATE TABLE quarantined_changes (
    payload_hash BLOB PRIMARY KEY,
    payload BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- The chains of one's own replicas, in the order of their births.
CREATE TABLE own_replicas (
    birth INTEGER PRIMARY KEY,
    replica BLOB NOT NULL UNIQUE,
    counter INTEGER NOT NULL,
    head BLOB NOT NULL
) STRICT;

-- The replicas of the log, numbered by their first appearance, and what is held of them.
CREATE TABLE held_replicas (
    number INTEGER PRIMARY KEY,
    replica BLOB NOT NULL UNIQUE,
    highest INTEGER NOT NULL,
    exceptions BLOB,
    is_closed INTEGER NOT NULL
) STRICT;

-- The empty form of every change that was refused, for ever.
CREATE TABLE refused_changes (
    replica BLOB NOT NULL,
    counter INTEGER NOT NULL,
    form BLOB NOT NULL,
    PRIMARY KEY (replica, counter)
) STRICT, WITHOUT ROWID;

-- Where changes were named before they came, or although they were refused.
CREATE TABLE early_removals (
    replica BLOB NOT NULL,
    counter INTEGER NOT NULL,
    addresses BLOB NOT NULL,
    PRIMARY KEY (replica, counter)
) STRICT, WITHOUT ROWID;

-- Entries of the log that the server's backups do not hold yet, for a server that lost its log;
-- and entries of a history that may no longer count, to be offered to whoever asks.
CREATE TABLE kept_entries (
    position INTEGER PRIMARY KEY,
    hash BLOB NOT NULL,
    entry BLOB NOT NULL
) STRICT;

CREATE TABLE stray_entries (
    position INTEGER NOT NULL,
    hash BLOB NOT NULL,
    entry BLOB NOT NULL,
    PRIMARY KEY (position, hash)
) STRICT, WITHOUT ROWID;

-- The receipts that vouch for them.
CREATE TABLE kept_receipts (
    end_position INTEGER NOT NULL,
    end_hash BLOB NOT NULL,
    start_position INTEGER NOT NULL,
    start_hash BLOB NOT NULL,
    hashes BLOB NOT NULL,
    key_number INTEGER NOT NULL,
    signature BLOB NOT NULL,
    PRIMARY KEY (end_position, end_hash)
) STRICT, WITHOUT ROWID;

-- The public keys of the server that receipts are checked with, as they were first told.
CREATE TABLE receipt_keys (
    number INTEGER PRIMARY KEY,
    key BLOB NOT NULL
) STRICT;
