-- The people who sign in, the books that they belong to, and those who were asked to come.

-- Somebody is here once the mailbox was shown to be theirs.
CREATE TABLE people (
    person_id uuid PRIMARY KEY,
    email text NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
    -- The form in which no two people share an address.
    email_key text NOT NULL UNIQUE,
    name text NOT NULL CHECK (length(name) <= 200),
    language text NOT NULL,
    -- Empty until its owner has chosen a password.
    password_hash text,
    is_disabled boolean NOT NULL DEFAULT false,
    default_book_id uuid,
    -- The second factor: its sealed secret, since when it is asked for, and the last step used.
    totp_sealed bytea,
    totp_confirmed_at timestamptz,
    totp_step bigint NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL
);

CREATE TABLE members (
    book_id uuid NOT NULL,
    person_id uuid NOT NULL,
    role text NOT NULL CHECK (role IN ('owner', 'admin', 'member', 'accountant')),
    joined_at timestamptz NOT NULL,
    PRIMARY KEY (book_id, person_id)
);

CREATE INDEX members_by_person ON members (person_id);

-- What a mail asked somebody to join; the token in the mail names the book.
CREATE TABLE invitations (
    book_id uuid NOT NULL,
    invitation_id uuid NOT NULL,
    email text NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
    email_key text NOT NULL,
    name text NOT NULL CHECK (length(name) <= 200),
    role text NOT NULL CHECK (role IN ('owner', 'admin', 'member', 'accountant')),
    -- What whoever invited has chosen as the first password, if they did.
    password_hash text,
    token_hash bytea NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (book_id, invitation_id),
    UNIQUE (book_id, email_key),
    UNIQUE (book_id, token_hash)
);

-- What somebody typed to register: it becomes a person when the link in the mail is followed.
CREATE TABLE registrations (
    token_hash bytea PRIMARY KEY,
    email text NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
    email_key text NOT NULL,
    name text NOT NULL CHECK (length(name) <= 200),
    language text NOT NULL,
    password_hash text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);

CREATE INDEX registrations_by_email ON registrations (email_key, created_at);
CREATE INDEX registrations_by_expiry ON registrations (expires_at);

-- One-time links for people who are here already, and the one for the first owner.
CREATE TABLE one_time_links (
    token_hash bytea PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('reset', 'owner')),
    person_id uuid,
    expires_at timestamptz NOT NULL
);

CREATE INDEX one_time_links_by_person ON one_time_links (person_id, kind);

-- When each bounded thing may be done again, whichever server process is asked.
CREATE TABLE rate_limits (
    key_hash bytea PRIMARY KEY,
    busy_until timestamptz NOT NULL
);

CREATE INDEX rate_limits_by_end ON rate_limits (busy_until);
