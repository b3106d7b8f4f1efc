// The lieux as the API publishes them, taken from its feed, then written in the form that each peer reads best.
import { execFileSync } from 'node:child_process';
import { createWriteStream, existsSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';

/** The lieux that are published, every field, in the order of the feed. */
export async function harvest(api) {
  const lieux = new Map();
  let url = `${api}/api/v1/changements.ndjson?depuis=0&limite=1000`;
  while (url) {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
    for (const line of (await answer.text()).split('\n')) {
      if (!line) continue;
      const { type, id, donnees } = JSON.parse(line);
      if (type !== 'lieu') continue;
      if (donnees) lieux.set(id, donnees);
      else lieux.delete(id);
    }
    url = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
  }
  return [...lieux.values()];
}

/** Lists leave provenance out, as those of the API do; one lieu has everything. */
function listed(lieu) {
  const { provenance, ...fields } = lieu;
  return fields;
}

/** A GeoJSON feature with the fields of ours. Tables have no lists: those are JSON text, of about the same bytes. */
function feature(lieu) {
  const { latitude, longitude, ...fields } = lieu;
  const properties = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value !== null && typeof value === 'object' ? JSON.stringify(value) : value]));
  return { type: 'Feature', geometry: latitude === null ? null : { type: 'Point', coordinates: [longitude, latitude] }, properties };
}

async function writeLines(file, records, { first = '', between = '\n', last = '\n' } = {}) {
  const stream = createWriteStream(file);
  let start = first;
  for (const record of records) {
    if (!stream.write(start + JSON.stringify(record))) await once(stream, 'drain');
    start = between;
  }
  stream.end(last);
  await once(stream, 'finish');
}

function* each(records, make) { for (const record of records) yield make(record); }

/** Writes what the peers are loaded with: FlatGeobuf and GeoPackage (GDAL), and the file of json-server. */
export async function writeForPeers(folder, lieux) {
  const files = { fgb: join(folder, 'lieux.fgb'), fiches: join(folder, 'fiches.fgb'), gpkg: join(folder, 'lieux.gpkg'), json: join(folder, 'db.json') };
  if (Object.values(files).every((file) => existsSync(file))) return files;
  const lists = join(folder, 'lieux.geojsonl');
  const whole = join(folder, 'fiches.geojsonl');
  await writeLines(lists, each(lieux, (lieu) => feature(listed(lieu))));
  await writeLines(whole, each(lieux, feature));
  const asText = ['-oo', 'DATE_AS_STRING=YES'];
  const ogr2ogr = (...args) => execFileSync('ogr2ogr', args, { stdio: ['ignore', 'ignore', 'inherit'] });
  for (const file of Object.values(files)) rmSync(file, { force: true });
  ogr2ogr('-f', 'FlatGeobuf', files.fgb, lists, '-nln', 'lieux', '-nlt', 'POINT', ...asText);
  ogr2ogr('-f', 'FlatGeobuf', files.fiches, whole, '-nln', 'fiches', '-nlt', 'POINT', ...asText);
  ogr2ogr('-f', 'GPKG', files.gpkg, lists, '-nln', 'lieux', '-nlt', 'POINT', ...asText);
  ogr2ogr('-f', 'GPKG', '-update', files.gpkg, whole, '-nln', 'fiches', '-nlt', 'POINT', ...asText);
  for (const table of ['lieux', 'fiches']) {
    execFileSync('sqlite3', [files.gpkg, `CREATE UNIQUE INDEX ${table}_id ON ${table}(id); CREATE INDEX ${table}_commune ON ${table}(code_insee); ANALYZE;`]);
  }
  await writeLines(files.json, each(lieux, listed), { first: '{"lieux":[\n', between: ',\n', last: '\n],\n"fiches":[\n' });
  await appendFiches(files.json, lieux);
  rmSync(lists);
  rmSync(whole);
  return files;
}

async function appendFiches(file, lieux) {
  const stream = createWriteStream(file, { flags: 'a' });
  let start = '';
  for (const lieu of lieux) {
    if (!stream.write(start + JSON.stringify(lieu))) await once(stream, 'drain');
    start = ',\n';
  }
  stream.end('\n]}\n');
  await once(stream, 'finish');
}
