-- Siblings as witnesses. A cohort is the ACTIVE machines of one board model on one firmware version (as measured;
-- empty where it was not), compared in one bank (TPM_ALG_ID).
CREATE TABLE cohort (
    id               bigint  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    board_model      text    NOT NULL,
    firmware_version text    NOT NULL,
    bank             integer NOT NULL,
    machines         integer NOT NULL DEFAULT 0 CHECK (machines >= 0),
    UNIQUE (board_model, firmware_version, bank)
);

-- On how many machines of the cohort each measurement was seen: two digits of PCR, then the digest in hexadecimal.
CREATE TABLE prevalence (
    cohort           bigint  NOT NULL REFERENCES cohort ON DELETE CASCADE,
    measurement      text    NOT NULL,
    machines         integer NOT NULL CHECK (machines >= 0),
    PRIMARY KEY (cohort, measurement)
);

-- What a machine is counted by: of its last log that a quote explained. No machine may go while it is counted.
CREATE TABLE witness (
    machine_id       sha256  PRIMARY KEY REFERENCES machine,
    cohort           bigint  NOT NULL REFERENCES cohort,
    log_sha256       sha256  NOT NULL REFERENCES event_log,
    measurements     text[]  NOT NULL
);
CREATE INDEX witness_cohort ON witness (cohort);
CREATE INDEX witness_log ON witness (log_sha256);
CREATE INDEX witness_measurements ON witness USING gin (measurements);

-- Machines that can't be two: what they are looked up by. The hash of the EK's key alone, whatever public area
-- describes it (for older machines filled in by the next enrollment), and the log of the latest appraisal.
ALTER TABLE machine
    ADD COLUMN ek_key_sha256 sha256,
    ADD COLUMN latest_log    sha256;
CREATE INDEX machine_by_name ON machine ((coalesce(host ->> 'hostName', '')), id);
CREATE INDEX machine_ek_key ON machine (ek_key_sha256);
CREATE INDEX machine_latest_log ON machine (latest_log);
UPDATE machine m SET latest_log = a.log_sha256 FROM appraisal a WHERE a.id = m.latest_appraisal;
