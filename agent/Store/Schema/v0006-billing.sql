-- The number series of this laptop.

CREATE INDEX documents_by_series ON documents (series);

-- One series of a kind is open; the last number is written in the transaction that gives it.
CREATE TABLE series (
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    pattern TEXT NOT NULL,
    start INTEGER NOT NULL,
    last_number TEXT,
    last_count INTEGER,
    last_date TEXT,
    skipped TEXT NOT NULL,
    is_open INTEGER NOT NULL,
    PRIMARY KEY (kind, code)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX series_open ON series (kind) WHERE is_open = 1;
