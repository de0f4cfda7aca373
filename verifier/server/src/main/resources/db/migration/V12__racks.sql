-- Racks, as people told them: budgets of quarantine are counted per rack, and an alert says where machines that
-- failed together have their rack in common. Never from what a machine says of itself.
ALTER TABLE machine ADD COLUMN rack text;
CREATE INDEX machine_rack ON machine (rack, state) WHERE rack IS NOT NULL;
ALTER TABLE shipment_item ADD COLUMN rack text;
-- Empty: in none, or none was told then.
ALTER TABLE quarantine_spending ADD COLUMN rack text NOT NULL DEFAULT '';
-- What the first machine of an episode failed for. Machines that fail for the same join it, whichever budget holds
-- them back, so that one cause raises one alert.
ALTER TABLE quarantine_episode ADD COLUMN board_model text NOT NULL DEFAULT '';
ALTER TABLE quarantine_episode ADD COLUMN golden_sets text[] NOT NULL DEFAULT '{}';
ALTER TABLE quarantine_episode ADD COLUMN finding text NOT NULL DEFAULT '';
