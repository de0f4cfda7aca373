-- What a machine's next quote has to continue: the last appraisal whose quote continued the one before, and the
-- TPM's own firmware that was there when a person last approved the machine. Both begin anew with an approval or
-- another key.
ALTER TABLE machine
    ADD COLUMN accepted_appraisal bigint REFERENCES appraisal DEFERRABLE INITIALLY DEFERRED,
    ADD COLUMN tpm_firmware       bigint;
CREATE INDEX machine_accepted ON machine (accepted_appraisal);
UPDATE machine m SET accepted_appraisal = a.id, tpm_firmware = a.tpm_firmware
FROM appraisal a
WHERE a.id = m.latest_appraisal AND a.reset_count IS NOT NULL;
