-- A golden set is put forward by one person and signed by others (docs/golden.md). Each step of its life is kept.
CREATE TABLE golden_step (
    id              bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    golden_set      text        NOT NULL REFERENCES golden_set,
    state           text        NOT NULL
        CHECK (state IN ('DRAFT', 'PROPOSED', 'APPROVED', 'ACTIVE', 'RETIRED', 'REVOKED')),
    actor           text        NOT NULL,
    at              timestamptz NOT NULL,
    reason          text        NOT NULL
);
CREATE INDEX golden_step_of_set ON golden_step (golden_set, id);

CREATE FUNCTION golden_step_append_only() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN RAISE EXCEPTION ''golden_step is append-only''; END';
CREATE TRIGGER golden_step_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON golden_step
    FOR EACH STATEMENT EXECUTE FUNCTION golden_step_append_only();

-- Signatures as people sent them. Whether one counts is decided each time it is read, by the signers' folder.
CREATE TABLE golden_signature (
    golden_set      text        NOT NULL REFERENCES golden_set,
    key_sha256      sha256      NOT NULL,
    signature       bytea       NOT NULL CHECK (octet_length(signature) <= 512),
    signer          text        NOT NULL,
    sent_by         text        NOT NULL,
    at              timestamptz NOT NULL,
    PRIMARY KEY (golden_set, key_sha256)
);

-- Once a set is put forward, its document has the proposal in it. This is the digest of that, as it is signed.
ALTER TABLE golden_set ADD COLUMN document_sha256 sha256;

INSERT INTO golden_step (golden_set, state, actor, at, reason)
    SELECT id, 'DRAFT', created_by, created_at, note FROM golden_set ORDER BY created_at, id;
INSERT INTO golden_step (golden_set, state, actor, at, reason)
    SELECT id, 'ACTIVE', approved_by, approved_at, '' FROM golden_set
    WHERE approved_by IS NOT NULL AND approved_at IS NOT NULL ORDER BY approved_at, id;
INSERT INTO golden_step (golden_set, state, actor, at, reason)
    SELECT id, 'RETIRED', retired_by, retired_at, '' FROM golden_set
    WHERE retired_by IS NOT NULL AND retired_at IS NOT NULL ORDER BY retired_at, id;
-- What was in force before there were signatures has none, so it must be put forward and signed.
INSERT INTO golden_step (golden_set, state, actor, at, reason)
    SELECT id, 'DRAFT', 'the verifier', now(), 'In force before golden sets were signed; put it forward again'
    FROM golden_set WHERE state NOT IN ('DRAFT', 'RETIRED', 'REVOKED');
UPDATE golden_set SET state = 'DRAFT' WHERE state NOT IN ('DRAFT', 'RETIRED', 'REVOKED');

ALTER TABLE golden_set
    DROP COLUMN approved_by,
    DROP COLUMN approved_at,
    DROP COLUMN retired_by,
    DROP COLUMN retired_at,
    DROP COLUMN note,
    ADD CHECK (state IN ('DRAFT', 'RETIRED', 'REVOKED')
        OR (document -> 'proposal' IS NOT NULL AND document_sha256 IS NOT NULL));
