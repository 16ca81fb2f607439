-- When somebody decided that a person belongs to a book (an invitation is older than its acceptance),
-- and when what they are in it; where it is not told, when they joined. What comes back after a
-- restore counts only where nobody has decided since.
ALTER TABLE members ADD COLUMN admitted_at timestamptz;
ALTER TABLE members ADD COLUMN role_at timestamptz;
