-- The outbox: one row for each mail to one recipient. Mails that belong to no book (those of
-- accounts) stand under the book zero.

CREATE TABLE mails (
    book_id uuid NOT NULL,
    mail_id uuid NOT NULL,
    -- What the mail is for: the same key never makes a second mail.
    kind text NOT NULL CHECK (length(kind) BETWEEN 1 AND 60),
    subject_id text NOT NULL CHECK (length(subject_id) BETWEEN 1 AND 100),
    rule text NOT NULL CHECK (length(rule) <= 100),
    occurrence text NOT NULL CHECK (length(occurrence) <= 100),
    recipient text NOT NULL CHECK (length(recipient) BETWEEN 3 AND 254),
    sender text NOT NULL CHECK (length(sender) BETWEEN 3 AND 254),
    state text NOT NULL
        CHECK (state IN ('queued', 'sending', 'sent', 'uncertain', 'failed', 'bounced')),
    -- When it may be tried; while it is being sent, until when nobody else may.
    due_at timestamptz NOT NULL,
    attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    -- Raised by whoever takes the mail: a sender that lost it cannot write any more.
    fence bigint NOT NULL DEFAULT 0,
    -- The mail server's last words, or our own about it.
    words text CHECK (length(words) <= 1000),
    -- The mail itself; gone once it needs no more sending, for it may hold a one-time link.
    content bytea,
    queued_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    viewed_at timestamptz CHECK (viewed_at IS NULL OR state IN ('sent', 'bounced')),
    PRIMARY KEY (book_id, mail_id),
    UNIQUE (book_id, kind, subject_id, rule, occurrence, recipient),
    CHECK (content IS NOT NULL OR state NOT IN ('queued', 'sending', 'uncertain'))
);

CREATE INDEX mails_by_due ON mails (due_at) WHERE state IN ('queued', 'sending', 'uncertain');
CREATE INDEX mails_by_book_and_due ON mails (book_id, due_at, mail_id)
    WHERE state IN ('queued', 'sending', 'uncertain');
