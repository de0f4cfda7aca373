-- The golden sets that a machine is on by its latest appraisal; none where that was no good or beyond a rollout's share.
-- Each attestation of a rollout by share counts the model's machines on its set: looking for that in their appraisals
-- reads the table of all appraisals.
ALTER TABLE machine ADD COLUMN on_sets text[] NOT NULL DEFAULT '{}';
UPDATE machine m SET on_sets = a.golden_sets FROM appraisal a
WHERE a.id = m.latest_appraisal AND a.verdict IN ('TRUSTED', 'WARNING')
    AND NOT a.findings @> '[{"code": "ROLLOUT_SHARE_EXCEEDED"}]';
