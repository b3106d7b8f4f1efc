-- Every source record as last seen. The raw form is kept so that a better rule re-derives it.
CREATE TABLE source_record (
  source  TEXT NOT NULL,
  id      TEXT NOT NULL,
  hash    BLOB NOT NULL,
  state   TEXT NOT NULL CHECK (state IN ('publie', 'non_publie', 'rejete')),
  reason  TEXT,
  lieu_id TEXT,
  raw     TEXT NOT NULL,
  PRIMARY KEY (source, id)
);

CREATE INDEX source_record_lieu ON source_record (lieu_id) WHERE lieu_id IS NOT NULL;

-- The journal. A row holds the whole entity: replaying the journal gives exactly the dataset.
CREATE TABLE change (
  seq          INTEGER PRIMARY KEY,
  type         TEXT NOT NULL,
  operation    TEXT NOT NULL,
  id           TEXT NOT NULL,
  remplace_par TEXT,
  date         TEXT NOT NULL,
  champs       TEXT,
  donnees      TEXT
);

-- Where the latest row of each entity stands in the journal.
CREATE TABLE entity (
  type TEXT NOT NULL,
  id   TEXT NOT NULL,
  seq  INTEGER NOT NULL REFERENCES change (seq),
  PRIMARY KEY (type, id)
) WITHOUT ROWID;

CREATE INDEX entity_seq ON entity (seq);

-- The next seq is taken inside the publishing transaction: readers see no hole.
CREATE TABLE counter (
  name  TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) WITHOUT ROWID;

INSERT INTO counter (name, value) VALUES ('seq', 0);

-- What is said of each source beside its data: removing its declaration withdraws nothing, and what is served keeps its mention.
CREATE TABLE source (
  id            TEXT PRIMARY KEY,
  nom           TEXT NOT NULL,
  attribution   TEXT NOT NULL,
  licence       TEXT NOT NULL,
  mediation     INTEGER NOT NULL,
  demonstration INTEGER NOT NULL
) WITHOUT ROWID;

-- Tells this database from another at the same place.
CREATE TABLE identity (
  id TEXT NOT NULL
);

INSERT INTO identity (id) VALUES (lower(hex(randomblob(4))));
