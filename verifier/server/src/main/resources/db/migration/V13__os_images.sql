-- What a machine is for, as a person said; never what it says of itself. Roles have OS images.
ALTER TABLE machine ADD COLUMN role text;
CREATE INDEX machine_role ON machine (role) WHERE role IS NOT NULL;

-- OS images by name. A machine whose role has none is held to the image that bears its board model's name, so
-- `golden_set.board_model` of a set of layer OS is an image's name.
CREATE TABLE os_image (
    name          text        PRIMARY KEY,
    made_by       text        NOT NULL,
    made_at       timestamptz NOT NULL
);

-- One image a role.
CREATE TABLE os_image_role (
    role          text        PRIMARY KEY,
    image         text        NOT NULL REFERENCES os_image,
    assigned_by   text        NOT NULL,
    assigned_at   timestamptz NOT NULL
);
CREATE INDEX os_image_role_image ON os_image_role (image);

-- The image that the role gave the machine then; none where its board model's was meant.
ALTER TABLE appraisal ADD COLUMN os_image text;
