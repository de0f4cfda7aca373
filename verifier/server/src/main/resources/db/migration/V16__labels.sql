-- What people say of a machine beside its role: one value a key. Never what it says of itself.
CREATE TABLE machine_label (
    machine_id    bytea       NOT NULL REFERENCES machine ON DELETE CASCADE,
    key           text        NOT NULL,
    value         text        NOT NULL,
    PRIMARY KEY (machine_id, key)
);
CREATE INDEX machine_label_value ON machine_label (key, value);

-- One image a label.
CREATE TABLE os_image_label (
    key           text        NOT NULL,
    value         text        NOT NULL,
    image         text        NOT NULL REFERENCES os_image,
    assigned_by   text        NOT NULL,
    assigned_at   timestamptz NOT NULL,
    PRIMARY KEY (key, value)
);
CREATE INDEX os_image_label_image ON os_image_label (image);

-- The image that people assigned to a machine: by its role, else by its labels; none where its board model's is
-- meant. Labels that lead to two images are refused; if they stand here nevertheless, they lead to none.
CREATE VIEW machine_image AS
SELECT m.id AS machine_id, coalesce(r.image, (
    SELECT CASE WHEN count(DISTINCT i.image) = 1 THEN min(i.image) END
    FROM machine_label l JOIN os_image_label i USING (key, value)
    WHERE l.machine_id = m.id)) AS image
FROM machine m LEFT JOIN os_image_role r ON r.role = m.role;
