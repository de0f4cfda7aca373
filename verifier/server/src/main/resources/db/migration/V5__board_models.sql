-- Board models are enrolled facts. Empty texts say nothing: any board may have them.
CREATE TABLE board_model (
    name          text        PRIMARY KEY,
    manufacturer  text        NOT NULL,
    product       text        NOT NULL,
    board_version text        NOT NULL,
    state         text        NOT NULL CHECK (state IN ('PROPOSED', 'CONFIRMED')),
    made_by       text        NOT NULL,
    made_at       timestamptz NOT NULL,
    confirmed_by  text,
    confirmed_at  timestamptz,
    CHECK ((state = 'CONFIRMED') = (confirmed_by IS NOT NULL))
);
CREATE INDEX board_model_identity ON board_model (manufacturer, product, board_version);

-- What boards of the model also call themselves. One board belongs to one model.
CREATE TABLE board_model_alias (
    manufacturer  text        NOT NULL,
    product       text        NOT NULL,
    board_version text        NOT NULL,
    model         text        NOT NULL REFERENCES board_model,
    made_by       text        NOT NULL,
    made_at       timestamptz NOT NULL,
    PRIMARY KEY (manufacturer, product, board_version)
);
CREATE INDEX board_model_alias_model ON board_model_alias (model);

-- Models that machines and golden sets have already. What all machines of a model reported when a person approved
-- them names it; where they differ, nothing does.
INSERT INTO board_model (name, manufacturer, product, board_version, state, made_by, made_at, confirmed_by, confirmed_at)
SELECT name,
    CASE WHEN min(manufacturer) = max(manufacturer) AND count(manufacturer) = count(*) THEN min(manufacturer) ELSE '' END,
    CASE WHEN min(product) = max(product) AND count(product) = count(*) THEN min(product) ELSE '' END,
    CASE WHEN min(version) = max(version) AND count(version) = count(*) THEN min(version) ELSE '' END,
    'CONFIRMED', min(by), min(at), min(by), min(at)
FROM (
    SELECT board_model AS name, enrolled_host ->> 'systemVendor' AS manufacturer,
        coalesce(enrolled_host ->> 'productName', enrolled_host ->> 'boardName') AS product,
        enrolled_host ->> 'boardVersion' AS version,
        coalesce(decided_by, 'an earlier version') AS by, coalesce(decided_at, enrolled_at) AS at
    FROM machine WHERE board_model IS NOT NULL) AS known
GROUP BY name;
INSERT INTO board_model (name, manufacturer, product, board_version, state, made_by, made_at, confirmed_by, confirmed_at)
SELECT board_model, '', '', '', 'CONFIRMED', min(created_by), min(created_at), min(created_by), min(created_at)
FROM golden_set GROUP BY board_model
ON CONFLICT DO NOTHING;

ALTER TABLE machine ADD FOREIGN KEY (board_model) REFERENCES board_model;

-- Manifests of shipments: machines that are to come, by the hash of their EK (public area, or key alone) or by the
-- serial number of their EK certificate.
CREATE TABLE shipment_item (
    id             bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    shipment       text        NOT NULL,
    ek_sha256      sha256      UNIQUE,
    ek_serial      text        UNIQUE,
    model          text        NOT NULL REFERENCES board_model,
    chassis_serial text,
    imported_by    text        NOT NULL,
    imported_at    timestamptz NOT NULL,
    CHECK (ek_sha256 IS NOT NULL OR ek_serial IS NOT NULL)
);
CREATE INDEX shipment_item_shipment ON shipment_item (shipment);

-- The EK certificate's serial number, and the issuers of whom no revocation list was configured; empty for what an
-- older version took.
ALTER TABLE enrollment_challenge
    ADD COLUMN ek_serial   text   NOT NULL DEFAULT '',
    ADD COLUMN ek_unlisted text[] NOT NULL DEFAULT '{}';
ALTER TABLE machine
    ADD COLUMN ek_serial   text   NOT NULL DEFAULT '',
    ADD COLUMN ek_unlisted text[] NOT NULL DEFAULT '{}',
    ADD COLUMN manifest    bigint REFERENCES shipment_item;
CREATE INDEX machine_manifest ON machine (manifest);
