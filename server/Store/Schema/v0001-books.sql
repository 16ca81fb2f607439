-- The team's books. Every table of a book's begins its primary key with book_id, and every unique
-- key contains it, so that the schema can be distributed by book without a change.

CREATE TABLE books (
    book_id uuid PRIMARY KEY,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    -- The position of the last entry of the book's log. Its row is locked by whoever appends.
    head bigint NOT NULL DEFAULT 0 CHECK (head >= 0),
    created_at timestamptz NOT NULL
);

-- The version vector of each book.
CREATE TABLE replicas (
    book_id uuid NOT NULL,
    replica uuid NOT NULL,
    counter bigint NOT NULL CHECK (counter > 0),
    PRIMARY KEY (book_id, replica)
);

-- The log of each book: its positions run 1, 2, 3 … without a gap.
CREATE TABLE changes (
    book_id uuid NOT NULL,
    position bigint NOT NULL CHECK (position > 0),
    replica uuid NOT NULL,
    counter bigint NOT NULL CHECK (counter > 0),
    effective bigint NOT NULL,
    -- The device that pushed it, which need not be the one that wrote it.
    device_id uuid NOT NULL,
    received_at timestamptz NOT NULL,
    payload bytea NOT NULL,
    PRIMARY KEY (book_id, position),
    UNIQUE (book_id, replica, counter)
);

-- The state of every record: its registers with their siblings.
CREATE TABLE records (
    book_id uuid NOT NULL,
    collection bigint NOT NULL,
    record_id uuid NOT NULL,
    state bytea NOT NULL,
    PRIMARY KEY (book_id, collection, record_id)
);

-- What stands in the fields of each client.
CREATE TABLE clients (
    book_id uuid NOT NULL,
    id uuid NOT NULL,
    is_alive boolean NOT NULL,
    is_in_conflict boolean NOT NULL,
    number text,
    name text,
    kind text,
    email text,
    phone text,
    billing_address_street text,
    billing_address_street2 text,
    billing_address_city text,
    billing_address_postal_code text,
    billing_address_region text,
    billing_address_country text,
    delivery_address_street text,
    delivery_address_street2 text,
    delivery_address_city text,
    delivery_address_postal_code text,
    delivery_address_region text,
    delivery_address_country text,
    vat_id text,
    tax_number text,
    buyer_reference text,
    currency text,
    language text,
    PRIMARY KEY (book_id, id)
);

CREATE INDEX clients_by_name ON clients (book_id, lower(name), id) WHERE is_alive;
