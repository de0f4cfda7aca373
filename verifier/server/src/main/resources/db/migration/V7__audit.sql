-- The audit log. Each entry's hash is over its content and the hash before it (docs/audit.md): the chain is
-- what shows that an entry was altered, the rules below only keep it from happening by mistake.
CREATE TABLE audit_entry (
    sequence        bigint      PRIMARY KEY CHECK (sequence >= 1),
    at              timestamptz NOT NULL,
    actor           text        NOT NULL,
    token           text,
    act             text        NOT NULL,
    subject         text        NOT NULL,
    why             text,
    details         jsonb       NOT NULL,
    evidence        sha256,
    previous        sha256      NOT NULL,
    hash            sha256      NOT NULL
);
CREATE INDEX audit_entry_at ON audit_entry (at);
CREATE INDEX audit_entry_subject ON audit_entry (subject text_pattern_ops);

-- What verifiers signed, to be handed out again. The key that signs is in no database.
CREATE TABLE audit_checkpoint (
    sequence        bigint      PRIMARY KEY CHECK (sequence >= 1),
    hash            sha256      NOT NULL,
    at              timestamptz NOT NULL,
    key             bytea       NOT NULL CHECK (octet_length(key) <= 128),
    signature       bytea       NOT NULL CHECK (octet_length(signature) <= 128)
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END
$$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
