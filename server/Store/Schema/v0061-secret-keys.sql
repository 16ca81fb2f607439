-- What the servers on this database have in common without having it in it.

-- The keys under which secrets lie: of each its id and what only it makes of a fixed text, so that
-- a server with other keys is told so before it seals anything.
CREATE TABLE secret_keys (
    key_id text PRIMARY KEY CHECK (length(key_id) BETWEEN 1 AND 32),
    mark bytea NOT NULL CHECK (length(mark) = 32),
    noted_at timestamptz NOT NULL DEFAULT now()
);

-- Where people reach the servers, for whoever writes links beside them: one row.
CREATE TABLE server_address (
    only_row boolean PRIMARY KEY CHECK (only_row),
    address text NOT NULL CHECK (length(address) BETWEEN 8 AND 2000),
    noted_at timestamptz NOT NULL
);
