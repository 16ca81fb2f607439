-- One book on one laptop: its log, the state of its records, and what is shown of them.

-- What this database is: exactly one row.
CREATE TABLE book (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    -- The device that writes here, and the stamp after which its clock goes on.
    device BLOB NOT NULL,
    clock INTEGER NOT NULL,
    -- The server's book, once the laptop is enrolled, and how far its log is applied.
    server TEXT,
    server_book BLOB,
    cursor INTEGER NOT NULL DEFAULT 0,
    CHECK ((server IS NULL) = (server_book IS NULL))
) STRICT;

-- The version vector, and of this laptop's own replicas the order in which they were born.
CREATE TABLE replicas (
    id BLOB PRIMARY KEY,
    counter INTEGER NOT NULL CHECK (counter > 0),
    birth INTEGER UNIQUE
) STRICT, WITHOUT ROWID;

-- Every change that is held, in the order in which it came to be held here.
CREATE TABLE changes (
    sequence INTEGER PRIMARY KEY,
    replica BLOB NOT NULL,
    counter INTEGER NOT NULL,
    payload BLOB NOT NULL,
    -- The change's place in the server's log and its effective stamp, once they are known.
    position INTEGER UNIQUE,
    effective INTEGER,
    UNIQUE (replica, counter),
    CHECK ((position IS NULL) = (effective IS NULL))
) STRICT;

CREATE INDEX changes_unsent ON changes (sequence) WHERE position IS NULL;

-- The state of every record: its registers with their siblings.
CREATE TABLE records (
    collection INTEGER NOT NULL,
    id BLOB NOT NULL,
    state BLOB NOT NULL,
    PRIMARY KEY (collection, id)
) STRICT, WITHOUT ROWID;

-- What stands in the fields of each client.
CREATE TABLE clients (
    id BLOB PRIMARY KEY,
    is_alive INTEGER NOT NULL,
    is_in_conflict INTEGER NOT NULL,
    number TEXT,
    name TEXT,
    kind TEXT,
    email TEXT,
    phone TEXT,
    billing_address_street TEXT,
    billing_address_street2 TEXT,
    billing_address_city TEXT,
    billing_address_postal_code TEXT,
    billing_address_region TEXT,
    billing_address_country TEXT,
    delivery_address_street TEXT,
    delivery_address_street2 TEXT,
    delivery_address_city TEXT,
    delivery_address_postal_code TEXT,
    delivery_address_region TEXT,
    delivery_address_country TEXT,
    vat_id TEXT,
    tax_number TEXT,
    buyer_reference TEXT,
    currency TEXT,
    language TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX clients_by_name ON clients (name COLLATE NOCASE, id) WHERE is_alive = 1;
CREATE INDEX clients_by_number ON clients (number) WHERE number IS NOT NULL;
