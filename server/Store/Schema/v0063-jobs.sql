-- The key that a job was given, after it was taken away: a job that is retried gets it back.
ALTER TABLE jobs ADD COLUMN given_key text CHECK (length(given_key) BETWEEN 1 AND 300);
UPDATE jobs SET given_key = unique_key WHERE unique_key IS NOT NULL;
