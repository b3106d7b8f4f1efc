-- A source record is behind an entity of any kind, and keeps what was made of it before what other sources add: a complement that comes later,
-- or goes, is applied to it without reading its source again. Null: kept before this was, or not published.
ALTER TABLE source_record RENAME COLUMN lieu_id TO entite_id;
ALTER TABLE source_record ADD COLUMN fiche TEXT;

-- The record of another source that this one completes, or belongs to: a complement its lieu, a service its structure.
ALTER TABLE source_record ADD COLUMN cible_source TEXT;
ALTER TABLE source_record ADD COLUMN cible_id TEXT;
ALTER TABLE source_record ADD COLUMN nature TEXT NOT NULL DEFAULT 'lieu';

CREATE INDEX source_record_cible ON source_record (cible_source, cible_id) WHERE cible_source IS NOT NULL;

-- What was published until now is what was made of the records: nothing was added to it.
UPDATE source_record SET fiche = (
  SELECT change.donnees FROM entity JOIN change ON change.seq = entity.seq WHERE entity.type = 'lieu' AND entity.id = source_record.entite_id)
WHERE state = 'publie';
