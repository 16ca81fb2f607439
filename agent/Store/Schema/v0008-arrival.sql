-- A snapshot that is on its way, in a file of its own that takes the book's place once all of it is
-- there. In a book that is in use both tables are empty.

-- The point at which the snapshot began, the one from which the log is followed, and how often it
-- was gone on with since the last part came.
CREATE TABLE arrival (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    position INTEGER NOT NULL,
    hash BLOB NOT NULL,
    tail_position INTEGER NOT NULL,
    tail_hash BLOB NOT NULL,
    resumptions INTEGER NOT NULL
) STRICT;

-- The ranges of records that have come, and the points at which they were read. The last range goes
-- to the end; the first begins after nothing.
CREATE TABLE arrived_ranges (
    sequence INTEGER PRIMARY KEY,
    after_collection INTEGER,
    after_id BLOB,
    through_collection INTEGER,
    through_id BLOB,
    position INTEGER NOT NULL,
    hash BLOB NOT NULL
) STRICT;
