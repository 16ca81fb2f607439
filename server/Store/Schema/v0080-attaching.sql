-- A laptop's own book goes up under its own id: the code says what the book is called that is made
-- when the laptop enrols with it.
ALTER TABLE enrolment_codes ADD COLUMN attached_name text
    CHECK (length(attached_name) BETWEEN 1 AND 200);
