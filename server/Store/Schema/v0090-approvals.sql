-- What an owner of a book has to be asked and was not yet: a change was taken although a rule
-- forbids it. The row is written with the change, and is the content of the record that asks; the
-- record is a change of the server's own, for which the book may have to be waited for.
CREATE TABLE owed_approvals (
    book_id uuid NOT NULL,
    record_id uuid NOT NULL,
    value bytea NOT NULL,
    PRIMARY KEY (book_id, record_id)
);

-- Which records the change wrote: whoever does not hold the change itself is told of them too.
ALTER TABLE approvals ADD COLUMN records text;
