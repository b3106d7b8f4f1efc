// The bars, and what was measured beside each: every row, measured or not.
import { median } from './machine.mjs';
import { rows } from './rows.mjs';

const peerNames = { mapserver: 'MapServer', qgis: 'QGIS Server', 'json-server': 'json-server' };
export const number = (value, digits = 0) => (Number.isFinite(value) ? value.toLocaleString('fr-FR', { minimumFractionDigits: digits, maximumFractionDigits: digits }) : '?');
/** Rates and ratios, to about three figures. */
export const figure = (value) => number(value, value < 10 ? 2 : value < 100 ? 1 : 0);

/** The medians of the runs of a target; null when there are none. */
export function medians(results, row, target) {
  const runs = results.mesures?.lignes[row]?.[target];
  return runs ? Object.fromEntries(['debit', 'p50', 'p99', 'cpu', 'octets', 'memoire', 'erreurs', 'redites'].map((name) => [name, median(runs.map((one) => one[name]))])) : null;
}

/** Requests a second of ours for one of the other; null when either was not measured. */
export function ratio(results, row, ours, other) {
  const [mine, theirs] = [medians(results, row, ours), medians(results, row, other)];
  return mine && theirs ? mine.debit / theirs.debit : null;
}

/** Each peer on each shared row. */
export function peerRatios(results) {
  return rows.filter((row) => row.peers).flatMap((row) => Object.keys(peerNames).map((peer) => {
    const ours = peer === 'json-server' ? 'maillage' : 'maillage-geojson';
    return { row, peer, label: peerNames[peer], ours: medians(results, row.id, ours), theirs: medians(results, row.id, peer), ratio: ratio(results, row.id, ours, peer), sizes: results.accords?.[peer]?.[row.id] };
  })).filter(({ ratio: measured }) => measured !== null);
}

const sound = (...measures) => measures.every((one) => one.erreurs === 0);

function ofRow(results, row) {
  const absent = results.mesures?.absentes[row.id];
  const mine = medians(results, row.id, 'maillage');
  const bar = row.ceiling ? `≥ ${number(row.ceiling, 2)} × Kestrel seul` : `≥ ${number(row.fast.debit)} demandes/s, p99 ≤ ${row.fast.p99} ms`;
  const line = { id: row.id, travail: row.nom, barre: bar };
  if (absent || !mine) return { ...line, mesure: absent ? `absent : ${absent}` : null, tenue: null };
  if (!row.ceiling) {
    return { ...line, mesure: `${number(mine.debit)} demandes/s, p99 ${figure(mine.p99)} ms`, tenue: mine.debit >= row.fast.debit && mine.p99 <= row.fast.p99 && sound(mine) };
  }
  const ceiling = medians(results, row.id, 'plafond');
  const share = mine.debit / ceiling.debit;
  return { ...line, mesure: `${number(share, 2)} × (${number(mine.debit)} contre ${number(ceiling.debit)} demandes/s)`, tenue: share >= row.ceiling && sound(mine, ceiling) };
}

function ofPeers(results) {
  return Object.entries(peerNames).map(([peer, label]) => {
    const measured = peerRatios(results).filter((one) => one.peer === peer);
    const least = Math.min(...measured.map((one) => one.ratio));
    return {
      id: peer, travail: `${label} : mêmes champs, filtres, pages, octets à 20 % près`, barre: '≥ 10 × sur chaque ligne partagée',
      mesure: measured.length ? `de ${figure(least)} à ${figure(Math.max(...measured.map((one) => one.ratio)))} ×` : null,
      tenue: measured.length ? least >= 10 && measured.every(({ ours, theirs }) => sound(ours, theirs)) : null,
    };
  });
}

function ofLife(results) {
  const one = results.croissance?.find(({ copies }) => copies === 1);
  const memoryBar = one ? 150 + (one.lieux * 4) / 1024 : NaN;
  const published = (share) => one?.publications[share];
  const line = (id, travail, barre, mesure, tenue) => ({ id, travail, barre, mesure: one ? mesure() : null, tenue: one ? tenue() : null });
  return [
    ...['1', '100'].map((share) => line(`publier-${share}`, `publier, de l'enregistrement à la première réponse nouvelle, ${share} % changés`, '≤ 2 s', () => `${number(published(share).secondes, 2)} s (la première : ${number(published(share).premiere, 2)} s)`, () => published(share).secondes <= 2)),
    line('demarrage', 'du démarrage à prêt, données dans SQLite, disque chaud', '≤ 3 s', () => `${number(one.demarrage.secondes, 2)} s (${number(one.demarrage.processeur, 1)} s de processeur)`, () => one.demarrage.secondes <= 3),
    line('memoire', 'mémoire, une version au repos, après ramasse-miettes', one ? `≤ 150 Mo + 4 Ko par lieu = ${number(memoryBar)} Mo` : '≤ 150 Mo + 4 Ko par lieu', () => `${number(one.memoire)} Mo`, () => one.memoire <= memoryBar),
    line('memoire-publication', 'mémoire pendant une publication entière', '≤ 3 × cette barre', () => `${number(published('100').pointe)} Mo (${number(published('100').pointe / memoryBar, 2)} ×) ; ${number(Math.max(...published('100').pointes))} à la ${published('100').pointes.length}e de suite, les versions d'avant étant gardées`, () => published('100').pointe <= 3 * memoryBar),
  ];
}

function ofPublishing(results) {
  const run = results.publications;
  const grown = run ? run.avec.total.p99 / run.sans.total.p99 : NaN;
  return {
    id: 'lecteurs', travail: 'lecteurs à 30 % du maximum, à débit constant, pendant des publications entières continues', barre: 'p99 au plus doublé, aucune demande en échec',
    mesure: run ? `p99 ${figure(run.sans.total.p99)} → ${figure(run.avec.total.p99)} ms (${number(grown, 2)} ×), ${number(run.sans.total.erreurs + run.avec.total.erreurs)} échec, ${run.publications.length} publications en ${number(run.minutes, run.minutes < 1 ? 1 : 0)} min` : null,
    tenue: run ? grown <= 2 && run.avec.total.erreurs === 0 : null,
  };
}

function ofImport(results) {
  const run = results.import;
  const line = (id, travail, barre, mesure, tenue) => ({ id, travail, barre, mesure: run ? mesure() : null, tenue: run ? tenue() : null });
  const flat = () => run.lectureQuatre.pointe / run.lecture.pointe;
  return [
    line('import', 'importer les 56 794 organismes du fichier .gz, la première fois', '≤ 30 s', () => `${number(run.premier.secondes, 1)} s`, () => run.premier.secondes <= 30),
    line('import-inchange', 'importer le même fichier, inchangé', '≤ 5 s', () => `${number(run.inchange.secondes, 1)} s`, () => run.inchange.secondes <= 5),
    line('lecture', 'mémoire de la lecture, quatre fois plus de fiches', 'ne suit pas la taille du fichier', () => `${number(run.lecture.pointe)} → ${number(run.lectureQuatre.pointe)} Mo`, () => flat() <= 1.3),
    line('import-quatre', "quatre fois plus de données : durée de l'import", '≤ 4,4 ×', () => `${number(run.quatre.secondes / run.premier.secondes, 2)} ×`, () => run.quatre.secondes / run.premier.secondes <= 4.4),
  ];
}

/** Cost of a page, so many times the data: processor time for a request beside that of France once. */
export function pageGrowth(results, copies) {
  const [one, more] = [1, copies].map((times) => results.croissance?.find((size) => size.copies === times && size.pages));
  return one && more ? Object.keys(more.pages).filter((row) => one.pages[row]).map((row) => ({ row, rapport: more.pages[row].cpu / one.pages[row].cpu })) : [];
}

function ofGrowth(results) {
  const pages = pageGrowth(results, 4).filter(({ row }) => ['fiche', 'commune', 'rectangle'].includes(row));
  const worst = Math.max(...pages.map(({ rapport }) => rapport));
  return {
    id: 'pages-quatre', travail: "quatre fois plus de données : coût d'une page (processeur par demande)", barre: '≤ 1,3 ×',
    mesure: pages.length ? pages.map(({ row, rapport }) => `${row} ${number(rapport, 2)} ×`).join(', ') : null, tenue: pages.length ? worst <= 1.3 : null,
  };
}

/** Every row of the table: { id, travail, barre, mesure, tenue }; null: not measured. */
export function bars(results) {
  return [...rows.map((row) => ofRow(results, row)), ...ofPeers(results), ...ofLife(results), ofPublishing(results), ...ofImport(results), ofGrowth(results)];
}
