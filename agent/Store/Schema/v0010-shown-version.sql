-- By which release's knowledge the records are shown: what a newer release wrote is shown by an older
-- one as far as that knows it, and has to be shown anew after an upgrade.
ALTER TABLE copy ADD COLUMN shown_version INTEGER NOT NULL DEFAULT 0;
