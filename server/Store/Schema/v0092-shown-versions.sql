-- By which version of the catalog the records of a book are shown, at least: what a newer release
-- wrote is shown by an older one as far as that knows it, and has to be shown anew after an upgrade.
ALTER TABLE book_heads ADD COLUMN shown_version bigint NOT NULL DEFAULT 0;
CREATE INDEX book_heads_shown ON book_heads (shown_version);
