-- A laptop may hold several books: each bears a name that tells it from the others, once somebody
-- has given it one.
ALTER TABLE book ADD COLUMN name TEXT NOT NULL DEFAULT '';

-- Whether the server was told that a change was put aside.
ALTER TABLE quarantined_changes ADD COLUMN is_told INTEGER NOT NULL DEFAULT 0;

-- Whether a laptop's own book is on its way up to a server.
ALTER TABLE book ADD COLUMN is_attaching INTEGER NOT NULL DEFAULT 0;
