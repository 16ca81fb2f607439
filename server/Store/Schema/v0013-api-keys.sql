-- Keys by which programs ask on behalf of a book; only their hashes are kept. The key itself
-- names its book.

CREATE TABLE api_keys (
    book_id uuid NOT NULL,
    api_key_id uuid NOT NULL,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    -- Its last characters, so that a person finds it again.
    hint text NOT NULL,
    key_hash bytea NOT NULL,
    role text NOT NULL CHECK (role IN ('owner', 'admin', 'member', 'accountant')),
    -- Whoever made it: the key may never do more than they may.
    person_id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz,
    revoked_at timestamptz,
    PRIMARY KEY (book_id, api_key_id),
    UNIQUE (book_id, key_hash)
);

CREATE INDEX api_keys_by_person ON api_keys (person_id);
