// A second reading of the files of partners, written from DESIGN §3 alone: which records carry a name and a locatable address? A commune is told by its
// INSEE code, old codes too; else by postal code and name, the digits after the département being often those of the next town; else by a point of France within two kilometres of a town hall.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

// Where each file keeps what matters: [file, name, INSEE code, postal code, commune, latitude, longitude].
const files = {
  'aix-en-provence': ['aix-en-provence.json', 'nom', 'code_insee', 'code_postal', 'commune', 'latitude', 'longitude'],
  angers: ['angers.json', 'USER_NOM', null, 'code_postal', 'commune', 'LAT', 'LNG'],
  'bus-france-services-charente': ['bus-france-services-charente.json', 'nom', 'code_insee', 'code_postal', 'commune', 'latitude', 'longitude'],
  'conumm-angers': ['conumm-angers.json', 'USER_NOM', null, 'code_postal', 'commune', 'LAT', 'LNG'],
  'etapes-numerique': ['etapes-numerique.json', 'Nom', 'Code INSEE', 'Code postal', 'Commune', 'latitude', 'longitude'],
  'france-services-2022': ['liste-fs-20221201.csv', 'lib_fs', 'insee_com', 'code_postal', 'lib_com', 'latitude', 'longitude'],
  'hinaura-2022': ['hinaura-2022.json', 'Nom du lieu ou de la structure *', null, 'Code postal', 'Ville *', 'bf_latitude', 'bf_longitude'],
  'la-creuse': ['la-creuse.json', 'nom', null, 'code_postal', 'commune', 'latitude', 'longitude'],
  'le-havre-2024': ['le-havre-2024.json', 'nom', 'code_insee', 'code_postal', 'commune', 'latitude', 'longitude'],
  'mednum-hub-antilles': ['mednum-hub-antilles.json', 'nom', 'code_insee', 'code_postal', 'commune', 'latitude', 'longitude'],
  'mulhouse-2022': ['mulhouse-2022.json', 'nom_structure', null, 'code_postal', 'commune', (row) => row.geom?.split(',')[0], (row) => row.geom?.split(',')[1]],
  'nouvelle-caledonie': ['nouvelle-caledonie.json', 'nom', 'code_insee', 'code_postal', 'commune', (row) => row.geolocalisation?.lat, (row) => row.geolocalisation?.lon],
  'paca-2022': ['paca-2022.json', 'nom', 'adresse_code_insee', 'adresse_code_postal', 'adresse_commune', 'latitude', 'longitude'],
};

const known = new Map();

/** How many records a file has, and the ranks, from 1, of those that can be located. */
export function localisables({ corpus, cog, dossier }) {
  const [file, name, insee, postal, commune, latitude, longitude] = files[dossier];
  const text = readFileSync(join(corpus, 'national', 'partners', dossier, file), 'utf8');
  const rows = file.endsWith('.csv') ? parse(text, { columns: true, bom: true }) : JSON.parse(text);
  const places = known.get(cog) ?? known.set(cog, new Places(cog)).get(cog);
  const ranks = rows.flatMap((row, index) => {
    const cell = (column) => String((typeof column === 'function' ? column(row) : column && row[column]) ?? '').trim();
    const locatable = cell(name) !== '' && (places.hasCode(cell(insee)) || places.hasName(cell(postal), cell(commune)) || places.isNear(cell(latitude), cell(longitude)));
    return locatable ? [index + 1] : [];
  });
  return { lus: rows.length, rangs: ranks };
}

class Places {
  constructor(cog) {
    const rows = (file) => parse(readFileSync(join(cog, file), 'utf8'), { columns: true, bom: true });
    const communes = rows('communes.csv');
    const former = rows('anciens-codes.csv');
    this.codes = new Set([...communes.map(({ code }) => code), ...former.map(({ ancien_code: code }) => code)]);
    this.points = communes.filter(({ latitude }) => latitude !== '').map(({ latitude, longitude }) => [Number(latitude), Number(longitude)]);
    this.names = new Map();
    const byCode = new Map(communes.map((one) => [one.code, one]));
    const add = (one, names) => [...new Set(one?.codes_postaux.split('|').flatMap((postal) => [postal, departement(postal)]))]
      .forEach((key) => this.names.set(key, [...(this.names.get(key) ?? []), ...names.map(bare)]));
    communes.forEach((one) => add(one, [one.nom, byCode.get(one.parent)?.nom ?? one.nom]));
    former.filter(({ nom }) => nom !== '').forEach(({ nom, code_actuel: code }) => add(byCode.get(code), [nom]));
  }

  hasCode(code) {
    return code !== '' && this.codes.has(code.padStart(5, '0'));
  }

  // « Aubusson Cedex », « Marseille 13e »: the name of the commune comes first.
  hasName(postal, commune) {
    const name = bare(commune);
    const code = postal.padStart(5, '0');
    return name !== '' && postal !== '' && ((this.names.get(code) ?? []).some((known) => name === known || name.startsWith(`${known} `))
      || (this.names.get(departement(code)) ?? []).includes(name));
  }

  isNear(latitude, longitude) {
    if (latitude === '' || longitude === '') return false;
    const [lat, lon] = [latitude, longitude].map((text) => Number(text.replace(',', '.')));
    return Number.isFinite(lat) && Number.isFinite(lon) && this.points.some((point) => metres(point, [lat, lon]) <= 2000);
  }
}

const departement = (postal) => postal.slice(0, postal.startsWith('97') || postal.startsWith('98') ? 3 : 2);

function metres([lat1, lon1], [lat2, lon2]) {
  const radians = Math.PI / 180;
  const north = (lat2 - lat1) * radians;
  const east = (lon2 - lon1) * radians * Math.cos(((lat1 + lat2) / 2) * radians);
  return 6371000 * Math.hypot(north, east);
}

// « LE LAMENTIN » and « Lamentin », « St Amant de Boixe » and « Saint-Amant-de-Boixe », « Verteuil s/Charente »: one name.
function bare(name) {
  return name.normalize('NFD').replace(/\p{Mn}/gu, '').toLowerCase().replaceAll('œ', 'oe').replace(/\bs\//g, 'sur ')
    .replace(/[^a-z0-9]+/g, ' ').trim()
    .replace(/\bst\b/g, 'saint').replace(/\bste\b/g, 'sainte')
    .replace(/^(?:le|la|les|l) /, '');
}
