-- The components of a machine as siblings are compared by: without places and serials, the second of a kind as its own.
-- An agent whose digest is forgotten sends its inventory again, so that it is filled in.
ALTER TABLE inventory ADD COLUMN kinds text[];
