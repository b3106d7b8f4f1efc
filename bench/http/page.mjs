// Writes docs/performance.md from what was measured.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bars, figure, medians, number, pageGrowth, peerRatios } from './bars.mjs';
import { median } from './machine.mjs';
import { picture, timeline } from './picture.mjs';
import { rows } from './rows.mjs';
import { connections } from './wrk.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const table = (heads, lines) => [heads, heads.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
const day = (date) => new Date(date).toLocaleDateString('fr-FR', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** explications.csv: what limits each row whose bar is not met, written by a person. */
function explanations() {
  const lines = readFileSync(join(here, 'explications.csv'), 'utf8').trim().split('\n').slice(1);
  return Object.fromEntries(lines.map((line) => /^([^,]+),"?(.*?)"?$/.exec(line)).filter(Boolean).map(([, row, text]) => [row, text.replaceAll('""', '"')]));
}

const verdicts = { true: 'tenue', false: '**manquée**', null: 'non mesurée' };

function warning(results) {
  const others = [...(results.mesures?.autres ?? []), ...(results.croissance ?? []).map(({ autres }) => autres), results.publications?.autres].filter(Boolean);
  const busy = median(others.map(({ occupation }) => occupation));
  const short = results.mesures && results.mesures.secondes * results.mesures.tours < 30;
  const said = [
    short ? `mesures courtes (${results.mesures.tours} × ${results.mesures.secondes} s)` : null,
    busy > 0.1 ? `machine occupée par d'autres travaux (${number(busy * 100)} % des processeurs quand le banc ne fait rien, charge ${number(median(others.map(({ charge }) => charge)), 1)})` : null,
  ].filter(Boolean);
  return said.length ? `> **Ordres de grandeur seulement** : ${said.join(', ')}.\n\n` : '';
}

function detail(results) {
  const names = { plafond: 'Kestrel seul', maillage: 'Maillage', 'maillage-geojson': 'Maillage, GeoJSON', mapserver: 'MapServer', qgis: 'QGIS Server', 'json-server': 'json-server' };
  const lines = rows.flatMap((row) => Object.keys(names).map((target) => [row, target, medians(results, row.id, target)])).filter(([, , one]) => one)
    .map(([row, target, one]) => [row.nom, names[target], number(one.debit), figure(one.p50), figure(one.p99), number(one.cpu), number(one.octets), number(one.memoire), number(one.erreurs)]);
  return table(['ligne', 'serveur', 'demandes/s', 'p50, ms', 'p99, ms', 'µs de processeur par demande', 'octets par réponse', 'mémoire, Mo', 'erreurs'], lines);
}

function peers(results) {
  const lines = peerRatios(results).map(({ row, label, ours, theirs, ratio, sizes }) => [row.nom, label, number(ours.debit), number(theirs.debit, theirs.debit < 10 ? 1 : 0), `${figure(ratio)} ×`, `${figure(theirs.cpu / ours.cpu)} ×`, sizes ? `${number(sizes.rapport, 2)} ×` : '?', sizes ? number(sizes.lieux, 1) : '?']);
  if (lines.length === 0) return 'Non mesurés : `node bench/http/main.mjs DOSSIER`.';
  return table(['ligne', 'pair', 'Maillage, demandes/s', 'pair, demandes/s', 'rapport des débits', 'rapport du processeur par demande', 'taille de sa réponse', 'lieux par réponse'], lines);
}

function growth(results) {
  const sizes = results.croissance ?? [];
  if (sizes.length === 0) return 'Non mesurée : `node bench/http/main.mjs DOSSIER --growth`.';
  const measured = sizes.filter(({ absent }) => !absent);
  const shown = [...new Set(measured.flatMap(({ pages }) => Object.keys(pages)))];
  const heads = ['', ...measured.map(({ lieux }) => `${number(lieux)} lieux`)];
  const lines = [
    ['du démarrage à prêt, s', ...measured.map((one) => number(one.demarrage.secondes, 2))],
    ['mémoire au repos, Mo', ...measured.map((one) => number(one.memoire))],
    ...['1', '100'].map((share) => [`publier ${share} %, s`, ...measured.map((one) => number(one.publications[share].secondes, 2))]),
    ['mémoire en publiant tout, Mo', ...measured.map((one) => number(one.publications['100'].pointe))],
    ...shown.flatMap((row) => [
      [`${rows.find(({ id }) => id === row).nom} : µs de processeur`, ...measured.map(({ pages }) => number(pages[row]?.cpu))],
      ['… p50, ms', ...measured.map(({ pages }) => figure(pages[row]?.p50))],
    ]),
  ];
  const ratios = measured.slice(1).flatMap(({ copies, lieux }) => pageGrowth(results, copies).map(({ row, rapport }) => `${number(lieux)} lieux, ${row} : ${number(rapport, 2)} ×`));
  const absent = sizes.filter((one) => one.absent).map((one) => `${one.copies} fois la France : ${one.absent}.`);
  return [table(heads, lines), ratios.length ? `Coût d'une demande par rapport à une fois la France : ${ratios.join(' ; ')}.` : '', ...absent].filter(Boolean).join('\n\n');
}

function publishing(results) {
  const run = results.publications;
  if (!run) return 'Non mesurées : `node bench/http/main.mjs DOSSIER --publish 10`.';
  const line = (nom, { total, points }) => [nom, number(total.n), number(total.erreurs), figure(total.p50), figure(total.p99), figure(total.p999), figure(total.max), number(Math.max(...points.map(({ memoire }) => memoire)))];
  return `${number(run.debit)} demandes par seconde, 30 % d'un maximum de ${number(run.maximum)} ; ${number(run.minutes, run.minutes < 1 ? 1 : 0)} min sans publier, puis autant en publiant tous les lieux sans cesse
(${run.publications.length} publications de ${number(run.publications[0]?.lieux)} lieux, servies en ${number(median(run.publications.map(({ secondes }) => secondes)), 2)} s en médiane).

${table(['', 'demandes', 'échecs', 'p50, ms', 'p99, ms', 'p99,9, ms', 'la plus longue, ms', 'mémoire la plus haute, Mo'], [line('sans publications', run.sans), line('avec publications', run.avec)])}

![p99 et mémoire au fil du temps, sans puis avec publications](performance-publications.svg)`;
}

function disagreements(results) {
  return Object.entries(results.accords ?? {}).map(([peer, sizes]) => `${peer} ${Object.entries(sizes).map(([row, { questions }]) => `${row} ${questions}/${questions}`).join(', ')}`).join(' ; ');
}

const method = (results) => `1. La version publiée de l'API (\`dotnet publish -c Release\`, ReadyToRun) sert ${number(results.donnees?.lieux)} lieux : ce qui est publié des 56 794 organismes de l'annuaire de 2017. Ni cache ni proxy devant elle ; \`--publications 0\`.
2. Le plafond est Kestrel sans routage ni rien d'autre (bench/Plafond) : il envoie les octets mêmes que l'API a répondus, un fichier par question.
3. Le client est wrk, un fil, ${connections} connexions gardées ouvertes ; il partage les processeurs avec le serveur, pour tous de la même façon.
4. Les questions sont tirées des données avec une graine fixe : 500 lieux, les communes de douze lieux ou plus, 400 rectangles de 85 à 100 lieux ; les mêmes pour tous. Fautes, facettes et instants ne sont jamais redemandés.
5. Ligne par ligne, le plafond, l'API et les pairs passent l'un après l'autre, ${results.mesures?.tours ?? '?'} tours de ${results.mesures?.secondes ?? '?'} s après un échauffement ; les chiffres sont des médianes, les rapports des rapports de médianes.
6. Les percentiles de wrk ne corrigent pas l'omission coordonnée (il n'envoie qu'une fois servi) ; ceux des publications, si : le client part à l'heure et compte depuis l'heure prévue.
7. Le temps de processeur est celui de tous les processus du serveur (/proc/PID/stat), nginx compris, divisé par le nombre de demandes.
8. Les pairs ont les mêmes lieux, champs, filtres et pages ; les listes y sont du texte JSON. Avant de mesurer, leurs réponses sont comparées aux nôtres (mêmes identifiants, octets à 20 % près)${disagreements(results) ? ` : ${disagreements(results)}` : ''}.
9. MapServer et QGIS Server : FastCGI, deux processus, derrière nginx, sans journaux. MapServer lit FlatGeobuf (par GDAL : son propre lecteur, en 8.0.0, perd un lieu par rectangle) pour les rectangles ; pour une commune ou un lieu, qui n'y ont pas d'index, un GeoPackage indexé, par une requête paramétrée. QGIS Server lit le GeoPackage indexé (WFS, GeoJSON). json-server : deux processus, sans journal ni indentation.
10. La mémoire au repos est celle du processus (VmRSS) après un ramasse-miettes demandé par son port de diagnostic. Les bases de 4 et 21 fois la France ont les mêmes lieux, à trente mètres, sous d'autres identifiants.`;

/** The page and its pictures. */
export function writePage(results, docs) {
  const why = explanations();
  const lines = bars(results).map(({ id, travail, barre, mesure, tenue }) => [travail, barre, mesure ?? 'non mesuré', verdicts[tenue], tenue === true ? '' : why[id] ?? (tenue === false ? '(à expliquer)' : '')]);
  const { machine, versions = {} } = results;
  const text = `# Performances

Écrit par \`node bench/http/main.mjs\` ([bench/README.md](../bench/README.md)) ; les chiffres bruts sont dans [performance.json](performance.json). Ce qui limite une ligne manquée est écrit à la main dans
[bench/http/explications.csv](../bench/http/explications.csv). Des chiffres sont d'une machine et d'un jour : mesurez à nouveau avant de comparer.

${warning(results)}${day(results.date)} ; ${machine.coeurs} cœurs ${machine.modele}, ${machine.memoireGo} Go, ${machine.systeme} ; ${Object.entries(versions).map(([name, version]) => `${name} ${version}`).join(', ')}.

![Rapports aux barres : part de Kestrel seul, nombre de fois chaque pair](performance.svg)

## Les barres

${table(['travail', 'barre', 'mesure', '', 'ce qui limite'], lines)}

## Les pairs

${peers(results)}

« Rapport des débits » : combien de demandes Maillage sert pendant que le pair en sert une.

## La croissance

${growth(results)}

## Publier pendant qu'on lit

${publishing(results)}

## La méthode

${method(results)}

## Toutes les lignes

${results.mesures ? detail(results) : 'Non mesurées.'}
`;
  writeFileSync(join(docs, 'performance.md'), text);
  writeFileSync(join(docs, 'performance.svg'), picture(results));
  if (results.publications) writeFileSync(join(docs, 'performance-publications.svg'), timeline(results.publications));
}

/** What was kept of the last runs; nothing the first time. */
export function kept(docs) {
  const file = join(docs, 'performance.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

/** Keeps what was measured, three significant digits more than is shown. */
export function keep(results, docs) {
  const rounded = JSON.stringify(results, (_, value) => (typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value), 1);
  writeFileSync(join(docs, 'performance.json'), `${rounded}\n`);
}
