-- The words by which a person finds a record.

CREATE TABLE searchable (
    number INTEGER PRIMARY KEY,
    collection INTEGER NOT NULL,
    id BLOB NOT NULL,
    words TEXT NOT NULL,
    UNIQUE (collection, id)
) STRICT;

CREATE VIRTUAL TABLE search USING fts5 (
    words, content = 'searchable', content_rowid = 'number',
    tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
