-- What else is said of a source. « importee_le » is the instant of its last accepted import: empty, none was, and nothing of it is served.
ALTER TABLE source ADD COLUMN producteur TEXT NOT NULL DEFAULT '';
ALTER TABLE source ADD COLUMN url TEXT;
ALTER TABLE source ADD COLUMN url_modification TEXT;
ALTER TABLE source ADD COLUMN origine TEXT;
ALTER TABLE source ADD COLUMN date_fichier TEXT;
ALTER TABLE source ADD COLUMN territoire TEXT;
ALTER TABLE source ADD COLUMN complete INTEGER NOT NULL DEFAULT 1;
ALTER TABLE source ADD COLUMN importee_le TEXT;

-- The runs before this table left no trace but their changes.
UPDATE source SET importee_le = (SELECT max(date) FROM change);

-- What each import did, accepted or refused. An import that was killed leaves no row. Numbers are never given twice: a reader that has seen
-- the last one has seen them all.
CREATE TABLE run (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  source   TEXT NOT NULL REFERENCES source (id),
  resultat TEXT NOT NULL CHECK (resultat IN ('reussie', 'refusee')),
  donnees  TEXT NOT NULL
);

CREATE INDEX run_source ON run (source, id);

-- What was found in the record, « champ:code champ:code », without values: a record that did not change is counted without being derived.
-- Null: kept before this was; it is derived anew at the next import.
ALTER TABLE source_record ADD COLUMN issues TEXT;
