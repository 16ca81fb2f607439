-- Which records a change wrote that waits for an approval: whoever does not hold the change itself
-- is told of them too.
ALTER TABLE approvals ADD COLUMN records TEXT;
