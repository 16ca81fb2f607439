-- Answers to requests that bore an Idempotency-Key: sent again they are answered, not done again.

CREATE TABLE kept_answers (
    -- Whoever asked and the key that they chose, as a hash.
    key_hash bytea PRIMARY KEY,
    -- What was asked, as a hash.
    request_hash bytea NOT NULL,
    -- Raised by whoever begins to do it: one who was overtaken cannot finish any more.
    fence bigint NOT NULL,
    -- Until when whoever does it is waited for.
    busy_until timestamptz NOT NULL,
    -- Set in the transaction of what was asked.
    is_done boolean NOT NULL DEFAULT false,
    -- Sealed, for an answer may hold a token; empty until there is one.
    answer_sealed bytea,
    expires_at timestamptz NOT NULL
);

CREATE INDEX kept_answers_by_expiry ON kept_answers (expires_at);
