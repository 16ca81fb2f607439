-- Each book's log, and what it adds up to. Stamps are kept as the bits that they are.

-- How the log of a book stands. Its row is locked by whoever appends.
CREATE TABLE book_heads (
    book_id uuid PRIMARY KEY,
    -- The last point of the log, and the digest of the state there.
    position bigint NOT NULL DEFAULT 0 CHECK (position >= 0),
    hash bytea NOT NULL CHECK (length(hash) = 32)
        DEFAULT '\x0000000000000000000000000000000000000000000000000000000000000000',
    digest bytea NOT NULL CHECK (length(digest) = 32)
        DEFAULT '\x0000000000000000000000000000000000000000000000000000000000000000',
    -- The last acceptance stamp that was given.
    last_accepted bigint NOT NULL DEFAULT 0,
    -- Up to where backups hold the log, and up to where its payloads were dropped.
    durable bigint NOT NULL DEFAULT 0 CHECK (durable BETWEEN 0 AND position),
    compacted bigint NOT NULL DEFAULT 0 CHECK (compacted BETWEEN 0 AND durable),
    -- The device whose own book goes up whole.
    attaching uuid,
    -- Since when the book stands still until its log came back, in milliseconds.
    recovering_since bigint,
    -- How many replicas have a number.
    replicas_count integer NOT NULL DEFAULT 0,
    -- Whether there ever was any of these: where not, nobody has to look.
    has_refusals boolean NOT NULL DEFAULT false,
    has_early_removals boolean NOT NULL DEFAULT false,
    has_unborn boolean NOT NULL DEFAULT false
);

-- The entries of the log: their positions run 1, 2, 3 … without a gap.
CREATE TABLE log_entries (
    book_id uuid NOT NULL,
    position bigint NOT NULL CHECK (position > 0),
    -- The change that the entry tells of, if it tells of one.
    replica_number integer,
    counter bigint CHECK (counter > 0),
    -- The log hash after the entry.
    hash bytea NOT NULL CHECK (length(hash) = 32),
    -- The entry as it is hashed; where it was dropped, what has to be told of its change.
    entry bytea,
    place bytea,
    PRIMARY KEY (book_id, position)
);

CREATE INDEX log_entries_by_change ON log_entries (book_id, replica_number, counter);

-- The server's signed word for runs of entries.
CREATE TABLE receipts (
    book_id uuid NOT NULL,
    end_position bigint NOT NULL,
    start_position bigint NOT NULL CHECK (start_position < end_position),
    key_number bigint NOT NULL,
    signature bytea NOT NULL,
    PRIMARY KEY (book_id, end_position)
);

-- The replicas of a book, numbered by their first appearance in its log.
CREATE TABLE held_replicas (
    book_id uuid NOT NULL,
    number integer NOT NULL CHECK (number >= 0),
    replica uuid NOT NULL,
    -- The device that writes as it, as far as one of its changes told.
    device_id uuid,
    -- Which of its changes are held: all up to the highest, but for the exceptions.
    highest bigint NOT NULL CHECK (highest > 0),
    exceptions bytea,
    is_closed boolean NOT NULL,
    -- The links of its chain that are known.
    edges bytea NOT NULL,
    PRIMARY KEY (book_id, number),
    UNIQUE (book_id, replica)
);

CREATE INDEX held_replicas_by_device ON held_replicas (book_id, device_id);

-- The state of every record: its registers with their siblings.
CREATE TABLE record_states (
    book_id uuid NOT NULL,
    collection bigint NOT NULL,
    record_id uuid NOT NULL,
    state bytea NOT NULL,
    PRIMARY KEY (book_id, collection, record_id)
);

-- The empty form of every change that was refused, for ever.
CREATE TABLE refused_changes (
    book_id uuid NOT NULL,
    replica uuid NOT NULL,
    counter bigint NOT NULL,
    form bytea NOT NULL,
    PRIMARY KEY (book_id, replica, counter)
);

-- Where changes were named before they came, or although they were refused.
CREATE TABLE early_removals (
    book_id uuid NOT NULL,
    replica uuid NOT NULL,
    counter bigint NOT NULL,
    addresses bytea NOT NULL,
    PRIMARY KEY (book_id, replica, counter)
);

-- The records whose making was refused and that nobody has made since.
CREATE TABLE unborn_records (
    book_id uuid NOT NULL,
    collection bigint NOT NULL,
    record_id uuid NOT NULL,
    PRIMARY KEY (book_id, collection, record_id)
);

-- Payloads whose dot another change had taken: put aside, with an alarm.
CREATE TABLE quarantined_changes (
    book_id uuid NOT NULL,
    replica uuid NOT NULL,
    counter bigint NOT NULL,
    payload_hash bytea NOT NULL,
    payload bytea NOT NULL,
    PRIMARY KEY (book_id, replica, counter, payload_hash)
);

-- Records whose lives were over when an entry reached them, as they were before it.
CREATE TABLE log_graves (
    book_id uuid NOT NULL,
    position bigint NOT NULL,
    collection bigint NOT NULL,
    record_id uuid NOT NULL,
    state bytea NOT NULL,
    PRIMARY KEY (book_id, position, collection, record_id)
);

-- The devices of a book: when each was last heard, in milliseconds, and how far it follows.
CREATE TABLE attendances (
    book_id uuid NOT NULL,
    device_id uuid NOT NULL,
    heard_at bigint NOT NULL,
    position bigint,
    PRIMARY KEY (book_id, device_id)
);

-- Points of histories that no longer count: whoever names one takes a snapshot.
CREATE TABLE superseded_points (
    book_id uuid NOT NULL,
    position bigint NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (book_id, position, hash)
);

-- What is gathered while a book stands still: the points that were named, the entries that were
-- brought back, and the devices that have nothing more to bring.
CREATE TABLE recovery_points (
    book_id uuid NOT NULL,
    position bigint NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (book_id, position, hash)
);

CREATE TABLE recovery_entries (
    book_id uuid NOT NULL,
    position bigint NOT NULL,
    hash bytea NOT NULL,
    entry bytea NOT NULL,
    PRIMARY KEY (book_id, position, hash)
);

CREATE TABLE recovery_devices (
    book_id uuid NOT NULL,
    device_id uuid NOT NULL,
    PRIMARY KEY (book_id, device_id)
);
