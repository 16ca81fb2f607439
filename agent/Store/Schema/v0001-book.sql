-- One book on one laptop.

-- What this file is: exactly one row.
CREATE TABLE book (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    -- The device that writes here.
    device BLOB NOT NULL,
    -- The book's id, everywhere the same; and its server, once the laptop is enrolled.
    id BLOB NOT NULL,
    server TEXT,
    -- Whether its owner wants nothing to be exchanged for now.
    is_paused INTEGER NOT NULL DEFAULT 0
) STRICT;
