-- Who is signed in, and the keys that sign their tokens.

CREATE TABLE sessions (
    session_id uuid PRIMARY KEY,
    person_id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    -- How often it was refreshed, when that was last, and the newest generation whose access
    -- token was used: a reply that was used has not been lost.
    generation bigint NOT NULL DEFAULT 0,
    refreshed_at timestamptz NOT NULL,
    used_generation bigint NOT NULL DEFAULT -1
);

CREATE INDEX sessions_by_person ON sessions (person_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- What refreshes a session, as hashes. A generation has several when replies were lost.
CREATE TABLE refresh_tokens (
    token_hash bytea PRIMARY KEY,
    session_id uuid NOT NULL,
    generation bigint NOT NULL
);

CREATE INDEX refresh_tokens_by_session ON refresh_tokens (session_id, generation);

-- Browsers that are signed in to the pages, as hashes of what their cookie holds.
CREATE TABLE browser_sessions (
    token_hash bytea PRIMARY KEY,
    person_id uuid NOT NULL,
    expires_at timestamptz NOT NULL
);

CREATE INDEX browser_sessions_by_person ON browser_sessions (person_id);

-- The keys that sign access tokens; their seeds are sealed.
CREATE TABLE signing_keys (
    key_id text PRIMARY KEY,
    public_key bytea NOT NULL CHECK (length(public_key) = 32),
    seed_sealed bytea NOT NULL,
    signs_from timestamptz NOT NULL,
    -- Until when its signatures count; empty while no newer key is known.
    retires_at timestamptz
);
