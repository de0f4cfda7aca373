-- The components that each machine reports: the latest inventory, and the one that a person approved it with.
-- Reported, signed by no TPM. Kept as read and typed, not as sent: a few KiB a machine.
CREATE TABLE inventory (
    machine_id      sha256      PRIMARY KEY REFERENCES machine ON DELETE CASCADE,
    -- Of the inventory as it was sent.
    sha256          sha256      NOT NULL,
    parts           jsonb       NOT NULL,
    -- When it was first reported as it is now.
    since           timestamptz NOT NULL,
    -- What was reported when the machine was last approved; none where nothing was.
    approved        jsonb,
    approved_at     timestamptz,
    -- How `parts` differs from `approved`.
    findings        jsonb       NOT NULL DEFAULT '[]',
    CHECK ((approved IS NULL) = (approved_at IS NULL))
);
