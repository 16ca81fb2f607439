-- The team's books. Every table of a book's begins its primary key with book_id, and every unique
-- key contains it, so that the schema can be distributed by book without a change.

CREATE TABLE books (
    book_id uuid PRIMARY KEY,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    created_at timestamptz NOT NULL
);
