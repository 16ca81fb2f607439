-- More of what stands in the fields of each client.
ALTER TABLE clients ADD COLUMN peppol_id text;
ALTER TABLE clients ADD COLUMN terms text;
ALTER TABLE clients ADD COLUMN discount_percent text;
ALTER TABLE clients ADD COLUMN tax_treatment_kind text;
ALTER TABLE clients ADD COLUMN tax_treatment_exemption_reason text;
ALTER TABLE clients ADD COLUMN reminders_mode text;
ALTER TABLE clients ADD COLUMN reminders_schedule text;
ALTER TABLE clients ADD COLUMN note text;
ALTER TABLE clients ADD COLUMN tags text;
ALTER TABLE clients ADD COLUMN archived text;
