-- Which lieu each record is behind, and what it is compared by. Apart from the records: all of it is read whenever one lieu changes.
CREATE TABLE membre (
  source    TEXT NOT NULL,
  id        TEXT NOT NULL,
  lieu_id   TEXT NOT NULL,
  signature TEXT NOT NULL,
  PRIMARY KEY (source, id)
) WITHOUT ROWID;

CREATE INDEX membre_lieu ON membre (lieu_id);

-- Without a signature: it is made anew from the fiche at the next import.
INSERT INTO membre (source, id, lieu_id, signature)
SELECT source, id, entite_id, '' FROM source_record
WHERE state = 'publie' AND nature = 'lieu' AND entite_id IS NOT NULL AND fiche IS NOT NULL;

-- The pairs of records that were compared, and why they are alike or not.
CREATE TABLE paire (
  source_a TEXT NOT NULL,
  id_a     TEXT NOT NULL,
  source_b TEXT NOT NULL,
  id_b     TEXT NOT NULL,
  score    REAL NOT NULL,
  joint    INTEGER NOT NULL,
  preuves  TEXT NOT NULL,
  PRIMARY KEY (source_a, id_a, source_b, id_b)
) WITHOUT ROWID;

CREATE INDEX paire_b ON paire (source_b, id_b);

-- The lieu that a record was last behind, once it is behind none: what a source called it still leads somewhere.
CREATE TABLE ancien_membre (
  source  TEXT NOT NULL,
  id      TEXT NOT NULL,
  lieu_id TEXT NOT NULL,
  seq     INTEGER NOT NULL,
  PRIMARY KEY (source, id)
) WITHOUT ROWID;

CREATE INDEX ancien_membre_seq ON ancien_membre (seq);

-- The oldest of two lieux that become one keeps its id.
ALTER TABLE entity ADD COLUMN premiere_seq INTEGER NOT NULL DEFAULT 0;

UPDATE entity SET premiere_seq = (SELECT min(seq) FROM change WHERE change.type = entity.type AND change.id = entity.id);

-- Up to there, only the latest row of each entity is left in the journal.
INSERT INTO counter (name, value) VALUES ('horizon', 0);

-- What the published data were made under beside the records: decisions, priorities, rules.
CREATE TABLE note (
  nom    TEXT PRIMARY KEY,
  valeur TEXT NOT NULL
) WITHOUT ROWID;

-- A record that was erased keeps its place and nothing else. SQLite cannot change a CHECK in place.
CREATE TABLE source_record_5 (
  source       TEXT NOT NULL,
  id           TEXT NOT NULL,
  hash         BLOB NOT NULL,
  state        TEXT NOT NULL CHECK (state IN ('publie', 'non_publie', 'rejete', 'efface')),
  reason       TEXT,
  entite_id    TEXT,
  issues       TEXT,
  nature       TEXT NOT NULL DEFAULT 'lieu',
  cible_source TEXT,
  cible_id     TEXT,
  raw          TEXT NOT NULL,
  fiche        TEXT,
  PRIMARY KEY (source, id)
);

INSERT INTO source_record_5 (source, id, hash, state, reason, entite_id, issues, nature, cible_source, cible_id, raw, fiche)
SELECT source, id, hash, state, reason, entite_id, issues, nature, cible_source, cible_id, raw, fiche FROM source_record;

DROP TABLE source_record;
ALTER TABLE source_record_5 RENAME TO source_record;
CREATE INDEX source_record_entite ON source_record (entite_id) WHERE entite_id IS NOT NULL AND nature <> 'lieu';
CREATE INDEX source_record_cible ON source_record (cible_source, cible_id) WHERE cible_source IS NOT NULL;
