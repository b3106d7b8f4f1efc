// Bases made for the bench by plain SQL: France several times over, and publications of a share of it. Only the journal is written: it is all that is served from.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { copyOf } from './build.mjs';
import { Refusal } from './tools.mjs';

/** Runs SQL with the command of SQLite: the last line it says, and the instant when it said it. */
async function sql(base, text) {
  // What writes the changes is not what is measured: it gives way, as an import does.
  const child = spawn('nice', ['-n', '10', 'sqlite3', '-bail', '-cmd', '.timeout 60000', base], { stdio: ['pipe', 'pipe', 'pipe'] });
  let error = '';
  let last = '';
  let at = 0;
  child.stderr.on('data', (said) => { error += said; });
  const lines = createInterface({ input: child.stdout }).on('line', (line) => { [last, at] = [line, performance.now()]; });
  child.stdin.end(text);
  const [code] = await Promise.all([new Promise((resolve) => child.on('close', resolve)), new Promise((resolve) => lines.on('close', resolve))]);
  if (code !== 0) throw new Refusal(`sqlite3 ${base}: ${error}`);
  return { last, at };
}

/** Each lieu again and again: under ids and source ids of its own, thirty metres away, so in the same commune. */
const multiplied = (copies) => `
PRAGMA synchronous = OFF;
DELETE FROM source_record; DELETE FROM membre; DELETE FROM paire; DELETE FROM ancien_membre;
CREATE TEMP TABLE un AS
  SELECT change.id, change.date, change.donnees, row_number() OVER (ORDER BY entity.seq) AS rang
  FROM entity JOIN change ON change.seq = entity.seq WHERE entity.type = 'lieu' AND change.donnees IS NOT NULL;
CREATE TEMP TABLE depart AS SELECT value AS seq, (SELECT count(*) FROM un) AS lieux FROM counter WHERE name = 'seq';
BEGIN;
${Array.from({ length: copies - 1 }, (_, rank) => copied(rank + 1)).join('\n')}
INSERT INTO entity (type, id, seq, premiere_seq) SELECT type, id, seq, seq FROM change WHERE seq > (SELECT seq FROM depart) ORDER BY id;
UPDATE counter SET value = (SELECT max(seq) FROM change) WHERE name = 'seq';
COMMIT;
ANALYZE;
PRAGMA wal_checkpoint(TRUNCATE);
SELECT count(*) FROM entity;
`;

const copied = (copy) => `
INSERT INTO change (seq, type, operation, id, date, donnees)
SELECT depart.seq + ${copy - 1} * depart.lieux + rang, 'lieu', 'creation', neuf, date,
  CASE WHEN json_extract(donnees, '$.latitude') IS NULL THEN json_set(donnees, '$.id', neuf, '$.sources[0].id', json_extract(donnees, '$.sources[0].id') || '.${copy}')
  ELSE json_set(donnees, '$.id', neuf, '$.sources[0].id', json_extract(donnees, '$.sources[0].id') || '.${copy}',
    '$.latitude', round(json_extract(donnees, '$.latitude') + ${((copy % 5) - 2) * 0.0003}, 7),
    '$.longitude', round(json_extract(donnees, '$.longitude') + ${((copy / 5 | 0) - 2) * 0.0003}, 7)) END
FROM (SELECT un.*, printf('%08x', (${copy} * 2654435761 + rang) & 4294967295) || substr(id, 9) AS neuf FROM un), depart;`;

/** A base of all of France so many times over. */
export async function multiply(base, target, copies) {
  copyOf(base, target);
  await sql(target, multiplied(copies));
  return target;
}

/** One lieu in so many gets another name, all in one transaction. What each replaces is forgotten, as compaction does: ten minutes of it would fill the disk. */
const changed = (one, round) => `
CREATE TEMP TABLE touche AS
  SELECT id, seq, row_number() OVER (ORDER BY seq) AS rang FROM (SELECT entity.id, entity.seq FROM entity JOIN change ON change.seq = entity.seq
    WHERE entity.type = 'lieu' AND change.donnees IS NOT NULL AND entity.premiere_seq % ${one} = ${round % one});
BEGIN IMMEDIATE;
INSERT INTO change (seq, type, operation, id, date, champs, donnees)
  SELECT counter.value + rang, 'lieu', 'modification', change.id, strftime('%Y-%m-%dT%H:%M:%SZ'), '["nom"]',
    json_set(donnees, '$.nom', CASE WHEN json_extract(donnees, '$.nom') LIKE '% ·' THEN rtrim(json_extract(donnees, '$.nom'), ' ·') ELSE json_extract(donnees, '$.nom') || ' ·' END)
  FROM touche JOIN change ON change.seq = touche.seq, counter WHERE counter.name = 'seq';
UPDATE entity SET seq = counter.value + touche.rang FROM touche, counter WHERE counter.name = 'seq' AND entity.type = 'lieu' AND entity.id = touche.id;
UPDATE counter SET value = value + (SELECT count(*) FROM touche) WHERE name = 'seq';
DELETE FROM change WHERE seq IN (SELECT seq FROM touche);
UPDATE counter SET value = (SELECT coalesce(max(seq), 0) FROM touche) WHERE name = 'horizon';
COMMIT;
SELECT value || ' ' || (SELECT count(*) FROM touche) FROM counter WHERE name = 'seq';
`;

/** Publishes a change of one lieu in so many: { version, lieux, at } with the instant of the commit. */
export async function change(base, one, round) {
  const { last, at } = await sql(base, changed(one, round));
  const [version, lieux] = last.split(' ');
  return { version, lieux: Number(lieux), at };
}
