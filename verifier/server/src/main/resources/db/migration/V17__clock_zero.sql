-- When a machine's TPM clock stood at zero, in milliseconds since 1970, by its latest appraisal: the same all its life,
-- and no two TPMs share it. Machines that can't be two are looked up by it among those that show the same log, which
-- may be the whole fleet's.
ALTER TABLE machine ADD COLUMN latest_clock_zero numeric;
UPDATE machine m SET latest_clock_zero = extract(epoch FROM a.at) * 1000 - a.clock_millis
FROM appraisal a WHERE a.id = m.latest_appraisal;
CREATE INDEX machine_clock_zero ON machine (latest_log, latest_clock_zero);
