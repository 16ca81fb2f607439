-- Laptops belong to people, can be revoked, and join by a code that is confirmed in a browser.

ALTER TABLE devices ADD COLUMN person_id uuid;
ALTER TABLE devices ADD COLUMN revoked_at timestamptz;
CREATE INDEX devices_by_person ON devices (person_id);

ALTER TABLE enrolment_codes ADD COLUMN person_id uuid;

-- A laptop asks to join, shows a person a code, and waits until somebody has confirmed it.
CREATE TABLE device_requests (
    -- The hash of what the laptop keeps to itself; once confirmed it is its enrolment code.
    device_code_hash bytea PRIMARY KEY,
    user_code_hash bytea NOT NULL UNIQUE,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    address text NOT NULL,
    interval_seconds integer NOT NULL,
    polled_at timestamptz,
    state text NOT NULL CHECK (state IN ('pending', 'approved', 'denied')),
    granted_book_id uuid,
    expires_at timestamptz NOT NULL
);

CREATE INDEX device_requests_by_expiry ON device_requests (expires_at);
