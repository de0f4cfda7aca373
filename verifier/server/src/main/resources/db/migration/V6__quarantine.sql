-- Quarantine: where each machine stands, what was spent of the budgets, what happened, and who is to be told.

-- No row: NONE, and nothing to remember.
CREATE TABLE quarantine (
    machine_id      sha256      PRIMARY KEY REFERENCES machine ON DELETE CASCADE,
    state           text        NOT NULL
        CHECK (state IN ('NONE', 'SUSPECT', 'HELD', 'QUARANTINED', 'RELEASING')),
    mode            text        NOT NULL CHECK (mode IN ('RECORD', 'DRY_RUN', 'ACT')),
    since           timestamptz NOT NULL,
    -- The person who decided; empty where the rules did.
    decided_by      text        NOT NULL,
    reason          text        NOT NULL,
    clean           integer     NOT NULL CHECK (clean >= 0),
    confirm_by      timestamptz,
    -- The likeness of evidence that a person let pass.
    pardoned        sha256,
    -- What it was for.
    verdict         text,
    golden_sets     text[],
    firmware        text,
    finding         text,
    message         text,
    evidence_sha256 sha256,
    likeness        sha256,
    -- Where HELD: the episode it belongs to. Where RELEASING: the event whose deliveries it waits for.
    episode         bigint,
    release_event   bigint,
    CHECK ((state = 'SUSPECT') = (confirm_by IS NOT NULL))
);
CREATE INDEX quarantine_state ON quarantine (state) WHERE state <> 'NONE';

-- One row: whoever asks whether the budgets have room holds it until the answer is spent, so that all verifiers
-- on this database count as one.
CREATE TABLE quarantine_gate (only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one));
INSERT INTO quarantine_gate DEFAULT VALUES;

-- Each quarantine that the rules decided; a release gives nothing back.
CREATE TABLE quarantine_spending (
    at              timestamptz NOT NULL,
    mode            text        NOT NULL,
    machine_id      sha256      NOT NULL,
    board_model     text        NOT NULL,
    -- As in quarantine: what the machines that were quarantined together have in common.
    golden_sets     text[]      NOT NULL,
    firmware        text        NOT NULL,
    finding         text        NOT NULL
);
CREATE INDEX quarantine_spending_at ON quarantine_spending (at);

-- From the first machine that was HELD because a budget was used up to the last one that no longer is.
CREATE TABLE quarantine_episode (
    id              bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    scope           text        NOT NULL,
    mode            text        NOT NULL,
    opened_at       timestamptz NOT NULL
);

-- What happened, in one order: cursors are given under the lock of event_cursor's one row, so none appears
-- after a later one was read.
CREATE TABLE event_cursor (only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one), last bigint NOT NULL);
INSERT INTO event_cursor (last) VALUES (0);
CREATE TABLE event (
    cursor          bigint      PRIMARY KEY,
    id              text        NOT NULL UNIQUE,
    at              timestamptz NOT NULL,
    kind            text        NOT NULL,
    mode            text        NOT NULL,
    machine_id      sha256,
    board_model     text,
    body            text        NOT NULL
);
CREATE INDEX event_at ON event (at);

-- Receivers. Secrets are not here, only where they lie.
CREATE TABLE hook (
    name            text        PRIMARY KEY,
    -- FILE: as the configuration has it at start; API: as an administrator added it.
    origin          text        NOT NULL CHECK (origin IN ('FILE', 'API')),
    -- As HookDescription has it.
    description     jsonb       NOT NULL,
    paused          boolean     NOT NULL DEFAULT false,
    -- The circuit: failures in a row, and until when nothing is sent because of them.
    failures        integer     NOT NULL DEFAULT 0,
    closed_until    timestamptz,
    last_error      text        NOT NULL DEFAULT '',
    last_delivered_at timestamptz
);

-- One event on its way to one hook.
CREATE TABLE delivery (
    id              bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    hook            text        NOT NULL REFERENCES hook ON DELETE CASCADE,
    event           bigint      NOT NULL REFERENCES event,
    -- Within a hook and lane events keep their order: the machine's id; empty for events of no machine.
    lane            bytea       NOT NULL,
    state           text        NOT NULL CHECK (state IN ('PENDING', 'DELIVERED', 'DEAD', 'DRY_RUN')),
    attempts        integer     NOT NULL DEFAULT 0,
    -- A delivery is given up this long after it was made, or made again.
    made_at         timestamptz NOT NULL,
    due_at          timestamptz NOT NULL,
    -- Whoever holds the lease sends; a holder that died loses it.
    leased_by       text,
    leased_until    timestamptz,
    last_error      text        NOT NULL DEFAULT '',
    ended_at        timestamptz,
    UNIQUE (hook, event)
);
CREATE INDEX delivery_due ON delivery (hook, due_at) WHERE state = 'PENDING';
CREATE INDEX delivery_order ON delivery (hook, lane, event) WHERE state = 'PENDING';
CREATE INDEX delivery_dead ON delivery (hook) WHERE state = 'DEAD';
CREATE INDEX delivery_of_event ON delivery (event);
