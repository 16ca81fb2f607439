-- The laptops of each book, and the proofs by which they are known. The three last tables cross
-- books: they are small, and are asked before it is known which book it is about.

CREATE TABLE devices (
    book_id uuid NOT NULL,
    device_id uuid NOT NULL,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    public_key bytea NOT NULL CHECK (length(public_key) = 32),
    enrolled_at timestamptz NOT NULL,
    last_seen_at timestamptz,
    PRIMARY KEY (book_id, device_id)
);

-- One-time codes by which a laptop joins a book; only their hashes are kept.
CREATE TABLE enrolment_codes (
    code_hash bytea PRIMARY KEY,
    book_id uuid NOT NULL,
    expires_at timestamptz NOT NULL
);

-- Questions that a laptop answers with its key; each is asked once.
CREATE TABLE challenges (
    nonce_hash bytea PRIMARY KEY,
    book_id uuid NOT NULL,
    device_id uuid NOT NULL,
    expires_at timestamptz NOT NULL
);

-- What a laptop shows with every request after that; only the hashes are kept.
CREATE TABLE device_tokens (
    token_hash bytea PRIMARY KEY,
    book_id uuid NOT NULL,
    device_id uuid NOT NULL,
    expires_at timestamptz NOT NULL
);

CREATE INDEX challenges_by_expiry ON challenges (expires_at);
CREATE INDEX device_tokens_by_expiry ON device_tokens (expires_at);
