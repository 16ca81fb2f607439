-- Which files a book has. The bytes are kept beside the database under their hash, once however
-- many books have them; who may read them is known from here.

CREATE TABLE files (
    book_id uuid NOT NULL,
    file_hash bytea NOT NULL CHECK (length(file_hash) = 32),
    media_type text NOT NULL CHECK (length(media_type) <= 100),
    byte_count bigint NOT NULL CHECK (byte_count >= 0),
    kept_at timestamptz NOT NULL,
    PRIMARY KEY (book_id, file_hash)
);
