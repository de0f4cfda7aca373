-- What the verifier knows. Ids of machines are the SHA-256 of their EK's public area; digests are raw bytes.
-- Times are UTC. Texts that people read passed the grammar of the service before they came here.

CREATE DOMAIN sha256 AS bytea CHECK (octet_length(VALUE) = 32);

-- Open enrollments: what a TPM has to prove. The secret is not here, only its hash. Rows expire and are
-- bounded in number; nothing else is stored of a machine before it proves itself.
CREATE TABLE enrollment_challenge (
    id              bytea       PRIMARY KEY CHECK (octet_length(id) = 16),
    ek_public       bytea       NOT NULL CHECK (octet_length(ek_public) <= 1024),
    ek_certificate  bytea       CHECK (octet_length(ek_certificate) <= 8192),
    ek_standing     text        NOT NULL CHECK (ek_standing IN ('TRUSTED', 'ABSENT')),
    ek_software     boolean     NOT NULL,
    ek_description  text        NOT NULL,
    ek_root         text        NOT NULL,
    ak_public       bytea       NOT NULL CHECK (octet_length(ak_public) <= 1024),
    host            jsonb       NOT NULL,
    secret_sha256   sha256      NOT NULL,
    opened_at       timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL
);
CREATE INDEX enrollment_challenge_expiry ON enrollment_challenge (expires_at);

CREATE TABLE machine (
    id              sha256      PRIMARY KEY,
    state           text        NOT NULL CHECK (state IN ('PENDING', 'ACTIVE', 'RETIRED', 'BANNED')),
    board_model     text,
    ek_public       bytea       NOT NULL CHECK (octet_length(ek_public) <= 1024),
    ek_certificate  bytea       CHECK (octet_length(ek_certificate) <= 8192),
    ek_standing     text        NOT NULL CHECK (ek_standing IN ('TRUSTED', 'ABSENT')),
    ek_software     boolean     NOT NULL,
    ek_description  text        NOT NULL,
    ek_root         text        NOT NULL,
    -- The AK in force; all that ever were are in attestation_key.
    ak_name         bytea       NOT NULL,
    -- As reported at enrollment or approval, and as last reported with authentic evidence.
    enrolled_host   jsonb       NOT NULL,
    host            jsonb       NOT NULL,
    -- Serials that tell boards apart (placeholders left out), as enrolled.
    board_serial    text,
    chassis_serial  text,
    banks           integer[]   NOT NULL DEFAULT '{}',
    interval_seconds integer    CHECK (interval_seconds BETWEEN 1 AND 604800),
    enrolled_at     timestamptz NOT NULL,
    decided_by      text,
    decided_at      timestamptz,
    -- The last authentic appraisal under the present model and key; the last that said TRUSTED under any.
    latest_appraisal       bigint,
    last_trusted_appraisal bigint,
    last_trusted_at        timestamptz,
    CHECK (state <> 'ACTIVE' OR (board_model IS NOT NULL AND decided_by IS NOT NULL))
);
CREATE INDEX machine_board_model ON machine (board_model, state);
CREATE INDEX machine_board_serial ON machine (board_serial) WHERE board_serial IS NOT NULL;
CREATE INDEX machine_chassis_serial ON machine (chassis_serial) WHERE chassis_serial IS NOT NULL;
CREATE INDEX machine_latest ON machine (latest_appraisal);
CREATE INDEX machine_last_trusted ON machine (last_trusted_appraisal);

-- Every AK that a machine's TPM proved and that was in force. One AK belongs to one machine.
CREATE TABLE attestation_key (
    name            bytea       PRIMARY KEY,
    machine_id      sha256      NOT NULL REFERENCES machine ON DELETE CASCADE,
    public_area     bytea       NOT NULL CHECK (octet_length(public_area) <= 1024),
    since           timestamptz NOT NULL
);
CREATE INDEX attestation_key_machine ON attestation_key (machine_id);
ALTER TABLE machine ADD FOREIGN KEY (ak_name) REFERENCES attestation_key DEFERRABLE INITIALLY DEFERRED;

-- A known machine's TPM proved another AK. A person decides; at most the latest request is kept.
CREATE TABLE key_change_request (
    machine_id      sha256      PRIMARY KEY REFERENCES machine ON DELETE CASCADE,
    ak_name         bytea       NOT NULL,
    ak_public       bytea       NOT NULL CHECK (octet_length(ak_public) <= 1024),
    requested_at    timestamptz NOT NULL
);

-- Evidence under a machine's name that was not its own: anyone can send it, so one row a machine.
CREATE TABLE refused_evidence (
    machine_id      sha256      PRIMARY KEY REFERENCES machine ON DELETE CASCADE,
    count           bigint      NOT NULL,
    last_at         timestamptz NOT NULL,
    last_code       text        NOT NULL
);

-- Firmware event logs, each once, as their bytes came.
CREATE TABLE event_log (
    sha256          sha256      PRIMARY KEY,
    bytes           bytea       NOT NULL CHECK (octet_length(bytes) <= 8388608),
    first_seen_at   timestamptz NOT NULL
);

-- One appraisal of authentic evidence: the evidence, what it was judged by, and the result, so that the
-- same judgement can be made again.
CREATE TABLE appraisal (
    id              bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    machine_id      sha256      NOT NULL REFERENCES machine ON DELETE CASCADE,
    at              timestamptz NOT NULL,
    machine_state   text        NOT NULL,
    board_model     text,
    ak_name         bytea       NOT NULL REFERENCES attestation_key DEFERRABLE INITIALLY DEFERRED,
    -- Evidence.
    attest          bytea       NOT NULL,
    signature       bytea       NOT NULL,
    evidence_sha256 sha256      NOT NULL,
    extra_data      bytea       NOT NULL,
    selection       bytea       NOT NULL,
    pcr_values      jsonb       NOT NULL,
    log_sha256      sha256      REFERENCES event_log,
    log_absent      text,
    boot_id         text        NOT NULL,
    uptime_millis   bigint      NOT NULL,
    host            jsonb       NOT NULL,
    -- What was proven; nothing, where the machine's own quote did not hold.
    reset_count     bigint,
    restart_count   bigint,
    clock_millis    bigint,
    clock_safe      boolean,
    tpm_firmware    bigint,
    replayed        boolean     NOT NULL,
    -- What it was judged by.
    golden_sets     text[]      NOT NULL,
    os_layer_policy text        NOT NULL,
    verifier        text        NOT NULL,
    -- The result.
    verdict         text        NOT NULL CHECK (verdict IN ('TRUSTED', 'WARNING', 'UNTRUSTED', 'UNKNOWN')),
    findings        jsonb       NOT NULL
);
CREATE INDEX appraisal_of_machine ON appraisal (machine_id, id DESC);
CREATE INDEX appraisal_at ON appraisal (at);
CREATE INDEX appraisal_log ON appraisal (log_sha256);
ALTER TABLE machine ADD FOREIGN KEY (latest_appraisal) REFERENCES appraisal DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE machine ADD FOREIGN KEY (last_trusted_appraisal) REFERENCES appraisal DEFERRABLE INITIALLY DEFERRED;

-- Golden sets. PROPOSED, APPROVED and REVOKED are for sets that people sign.
CREATE TABLE golden_set (
    id              text        PRIMARY KEY,
    board_model     text        NOT NULL,
    layer           text        NOT NULL CHECK (layer IN ('FIRMWARE', 'OS')),
    firmware_version text       NOT NULL,
    state           text        NOT NULL
        CHECK (state IN ('DRAFT', 'PROPOSED', 'APPROVED', 'ACTIVE', 'RETIRED', 'REVOKED')),
    -- Never changes once written.
    document        jsonb       NOT NULL,
    undecided       boolean     NOT NULL,
    differences     jsonb       NOT NULL,
    created_by      text        NOT NULL,
    created_at      timestamptz NOT NULL,
    approved_by     text,
    approved_at     timestamptz,
    retired_by      text,
    retired_at      timestamptz,
    note            text        NOT NULL,
    CHECK (state <> 'ACTIVE' OR approved_by IS NOT NULL)
);
CREATE INDEX golden_set_of_model ON golden_set (board_model, state);

-- The boots that a golden set was learned from; they are kept as long as it is.
CREATE TABLE golden_source (
    golden_set      text        NOT NULL REFERENCES golden_set ON DELETE CASCADE,
    position        integer     NOT NULL,
    machine_id      sha256      NOT NULL,
    appraisal_id    bigint      NOT NULL REFERENCES appraisal,
    PRIMARY KEY (golden_set, position)
);
CREATE INDEX golden_source_appraisal ON golden_source (appraisal_id);

-- Operators' tokens. The secret is not here, only its hash.
CREATE TABLE token (
    id              text        PRIMARY KEY,
    name            text        NOT NULL,
    role            text        NOT NULL CHECK (role IN ('VIEWER', 'OPERATOR', 'ADMIN')),
    secret_sha256   sha256      NOT NULL,
    created_by      text        NOT NULL,
    created_at      timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    revoked_at      timestamptz
);
