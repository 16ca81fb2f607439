-- By which release's knowledge the records of a book are shown, at least: what a newer release wrote
-- is shown by an older one as far as that knows it, and has to be shown anew after an upgrade. While
-- that goes on, record after record, the version is the new one already.
ALTER TABLE book_heads ADD COLUMN shown_version bigint NOT NULL DEFAULT 0;
ALTER TABLE book_heads ADD COLUMN is_being_shown boolean NOT NULL DEFAULT false;

-- Those few books are looked for again and again.
CREATE INDEX book_heads_shown ON book_heads (shown_version);
CREATE INDEX book_heads_being_shown ON book_heads (book_id) WHERE is_being_shown;
