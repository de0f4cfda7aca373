-- During a rollout an old golden set stays in force beside the new one until its window ends; the new one may be meant for
-- a share of the model's machines only.
ALTER TABLE golden_set
    ADD COLUMN ends_at timestamptz,
    ADD COLUMN share   integer CHECK (share BETWEEN 1 AND 100);
CREATE INDEX golden_set_ending ON golden_set (ends_at) WHERE ends_at IS NOT NULL;
