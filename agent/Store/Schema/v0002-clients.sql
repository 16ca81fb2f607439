-- More of what stands in the fields of each client.
ALTER TABLE clients ADD COLUMN peppol_id TEXT;
ALTER TABLE clients ADD COLUMN terms TEXT;
ALTER TABLE clients ADD COLUMN discount_percent TEXT;
ALTER TABLE clients ADD COLUMN tax_treatment_kind TEXT;
ALTER TABLE clients ADD COLUMN tax_treatment_exemption_reason TEXT;
ALTER TABLE clients ADD COLUMN reminders_mode TEXT;
ALTER TABLE clients ADD COLUMN reminders_schedule TEXT;
ALTER TABLE clients ADD COLUMN note TEXT;
ALTER TABLE clients ADD COLUMN tags TEXT;
ALTER TABLE clients ADD COLUMN archived TEXT;
