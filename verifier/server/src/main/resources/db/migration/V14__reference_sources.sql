-- What vendors say of a golden set's values, as it was brought: the manifest, its support files and the certificates that
-- it is believed by. It is read anew each time it is shown; nothing here decides anything.
CREATE TABLE golden_reference (
    golden_set      text        NOT NULL REFERENCES golden_set,
    manifest_sha256 sha256      NOT NULL,
    manifest        bytea       NOT NULL CHECK (octet_length(manifest) <= 4194304),
    support         bytea[]     NOT NULL,
    trusted         bytea[]     NOT NULL,
    brought_by      text        NOT NULL,
    brought_at      timestamptz NOT NULL,
    PRIMARY KEY (golden_set, manifest_sha256)
);
