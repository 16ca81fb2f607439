-- What laptops report because whoever operates the server has to know of it: each thing once.
CREATE TABLE alarms (
    book_id uuid NOT NULL,
    device_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('quarantined', 'parity-lost', 'chain-broken')),
    -- The change or the point of the log that it is about.
    subject text NOT NULL CHECK (length(subject) BETWEEN 1 AND 200),
    first_at timestamptz NOT NULL,
    last_at timestamptz NOT NULL,
    PRIMARY KEY (book_id, device_id, kind, subject)
);
