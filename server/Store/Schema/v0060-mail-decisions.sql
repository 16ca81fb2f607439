-- What a person needs to decide about a mail, and how far files of returned mails were read.

-- How often its fate stayed unknown: refusals for now are no reason to send it no more.
ALTER TABLE mails ADD COLUMN unknown_count integer NOT NULL DEFAULT 0 CHECK (unknown_count >= 0);

-- A person names a mail by its id alone.
CREATE INDEX mails_by_id ON mails (mail_id);

-- Files of one machine each, into which mails come back.
CREATE TABLE bounce_files (
    -- The machine's name and the path there.
    place text PRIMARY KEY CHECK (length(place) BETWEEN 1 AND 5000),
    -- Where the next mail begins.
    next_offset bigint NOT NULL CHECK (next_offset >= 0),
    -- What stands around that in the file: another file of the same name is read from its start.
    mark bytea NOT NULL,
    -- Where mails before it begin that could not be noted yet.
    left_offsets bigint[] NOT NULL
);
