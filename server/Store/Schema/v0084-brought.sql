-- How far each device has come with what it brings in several messages, and what the entries that
-- are brought back mean by what they name.
ALTER TABLE attendances ADD COLUMN brought bytea NOT NULL DEFAULT '';
ALTER TABLE recovery_entries ADD COLUMN meanings bytea NOT NULL DEFAULT '\x00';
