-- Who wants no more of a book's reminders, and the keys of the links by which they say so.

-- The key of the links that a book's mails hold, sealed. It never changes: a link is good for ever.
CREATE TABLE book_keys (
    book_id uuid PRIMARY KEY,
    key_sealed bytea NOT NULL
);

-- A mail of the topic to this address is not sent, whoever asked for it and when.
CREATE TABLE suppressions (
    book_id uuid NOT NULL,
    suppression_id uuid NOT NULL,
    topic text NOT NULL CHECK (topic IN ('reminders')),
    address text NOT NULL CHECK (length(address) BETWEEN 3 AND 254 AND address = lower(address)),
    -- Who said so: the recipient on the page, their mail program, or somebody of the book.
    origin text NOT NULL CHECK (origin IN ('page', 'mail_program', 'book')),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (book_id, suppression_id),
    UNIQUE (book_id, address, topic)
);
