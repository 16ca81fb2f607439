-- Positions of a book's log as it was before its database was restored whose entries nobody has
-- brought back: they lay between others, or below others, that were.
CREATE TABLE lost_entries (
    book_id uuid NOT NULL,
    -- When the book began to stand still, in milliseconds: what is lost was accepted before.
    recovering_since bigint NOT NULL,
    first_position bigint NOT NULL CHECK (first_position > 0),
    last_position bigint NOT NULL CHECK (last_position >= first_position),
    PRIMARY KEY (book_id, recovering_since, first_position)
);
