-- When the clock of a machine's TPM would have stood at zero, had it never been without power, in milliseconds since
-- 1970, by its latest appraisal (store.ClockZero). Machines that can't be two are looked up by it among those that show
-- the same log, which may be the whole fleet's.
ALTER TABLE machine ADD COLUMN latest_clock_zero numeric;
UPDATE machine m SET latest_clock_zero = extract(epoch FROM a.at) * 1000 - a.clock_millis
FROM appraisal a WHERE a.id = m.latest_appraisal;
CREATE INDEX machine_clock_zero ON machine (latest_log, latest_clock_zero);
