-- What invoicing asks for, and the number series of this laptop.

CREATE INDEX documents_by_draft ON documents (draft);
CREATE INDEX documents_by_corrects ON documents (corrects);
CREATE INDEX documents_by_series ON documents (series);
CREATE INDEX voids_by_document ON voids (document);
CREATE INDEX allocations_by_source ON allocations (source);
CREATE INDEX allocations_by_document ON allocations (document);
CREATE INDEX allocations_by_releases ON allocations (releases);
CREATE INDEX refunds_by_source ON refunds (source);
CREATE INDEX reversals_by_payment ON reversals (payment);
CREATE INDEX deliveries_by_document ON deliveries (document);

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
