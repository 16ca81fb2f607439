-- How long each book's log was at some moments, in milliseconds: what is older than backups reach
-- back is told by it.

CREATE TABLE log_marks (
    book_id uuid NOT NULL,
    marked_at bigint NOT NULL,
    position bigint NOT NULL CHECK (position >= 0),
    PRIMARY KEY (book_id, marked_at)
);

-- Those few books that stand still are looked for again and again.
CREATE INDEX book_heads_recovering ON book_heads (book_id) WHERE recovering_since IS NOT NULL;

-- So are the few records of which something is in conflict, in the collections with long texts.
CREATE INDEX clients_in_conflict ON clients (book_id, id) WHERE is_in_conflict;
CREATE INDEX products_in_conflict ON products (book_id, id) WHERE is_in_conflict;
CREATE INDEX drafts_in_conflict ON drafts (book_id, id) WHERE is_in_conflict;
CREATE INDEX orders_in_conflict ON orders (book_id, id) WHERE is_in_conflict;
CREATE INDEX mail_texts_in_conflict ON mail_texts (book_id, id) WHERE is_in_conflict;
CREATE INDEX notes_in_conflict ON notes (book_id, id) WHERE is_in_conflict;
