// What abusive clients cost the others: each abuse for so many seconds against the published build, on loopback, while an honest reader asks for pages at a steady rate.
//   node bench/http/abus.mjs --work DOSSIER [--corpus DOSSIER] [--seconds 20]
// Writes docs/abus.md. Every loop is bounded; only the server that was started here is stopped.
import { fork } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { copyOf, importFrance, publish, root, serve } from './build.mjs';
import { forgetPeak, machine, memoryOf, pause, peakOf } from './machine.mjs';
import { stop } from './processes.mjs';

const option = (name, otherwise) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : otherwise);
const seconds = Number(option('--seconds', '20'));
const recovery = 5;
const rate = 100;
const work = option('--work');
const departements = ['01', '02', '03', '04', '05', '06', '07', '08', '09', ...Array.from({ length: 10 }, (_, n) => `${n + 10}`), '2A', '2B', ...Array.from({ length: 75 }, (_, n) => `${n + 21}`), '971', '972', '973', '974'];

/** Opens so many connections, tells what becomes of them. */
function crowd(url, count, behave) {
  const { hostname, port } = new URL(url);
  const seen = { ouvertes: 0, fermees: 0, reponses: {} };
  const begun = performance.now();
  const sockets = Array.from({ length: count }, (_, rank) => {
    const socket = connect(Number(port), hostname, () => { seen.ouvertes++; behave(socket, rank); });
    socket.on('data', (data) => {
      const status = /^HTTP\/1\.1 (\d+)/.exec(data.toString('latin1'))?.[1];
      if (status) seen.reponses[status] = (seen.reponses[status] ?? 0) + 1;
    });
    socket.on('error', () => {});
    socket.on('close', () => { seen.fermees++; seen.derniere = (performance.now() - begun) / 1000; });
    return socket;
  });
  return { seen, leave: () => sockets.forEach((socket) => socket.destroy()) };
}

/** Writes one byte a second for as long as the connection lives. */
function drip(socket, bytes) {
  let at = 0;
  const timer = setInterval(() => (socket.destroyed || at >= bytes.length ? clearInterval(timer) : socket.write(bytes.subarray(at, ++at))), 1000);
}

const headers = Buffer.from(`GET /api/v1/lieux HTTP/1.1\r\nHost: a\r\nX-Long: ${'a'.repeat(600)}\r\n\r\n`);
const body = Buffer.alloc(600, 'a');
const post = 'POST /api/v1/validation?schema=lieu HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n';

const abuses = [
  ['personne d\'autre', () => ({ seen: {}, leave() {} })],
  ['200 clients à un octet par seconde, moitié dans les en-têtes, moitié dans le corps', ({ url }) => crowd(url, 200, (socket, rank) => {
    if (rank % 2) drip(socket, headers);
    else { socket.write(post); drip(socket, body); }
  })],
  ['5 000 connexions muettes', ({ url }) => crowd(url, 5000, () => {})],
  ['2 000 demandes aux en-têtes d\'un mégaoctet', ({ url }) => crowd(url, 2000, (socket) => socket.write(`GET / HTTP/1.1\r\nHost: a\r\nX-Long: ${'a'.repeat(1_000_000)}\r\n\r\n`))],
  ['100 exports de départements à la fois, jamais demandés', ({ url }, { version, origine }) => crowd(url, 100, (socket, rank) => socket.write(
    `GET /api/v1/exports/lieux-departement-${departements[rank]}-v${version}-${origine}.geojson HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`))],
  ['un fichier de 50 Mo à vérifier, et 20 bombes gzip', ({ url }) => {
    const line = Buffer.from('a1,Médiathèque,Digne-les-Bains,04000,04070,1 place de la Mairie,44.0925,6.2357,Aide aux démarches administratives,2024-01-05\r\n');
    const table = Buffer.concat([Buffer.from('id,nom,commune,code_postal,code_insee,adresse,latitude,longitude,services,date_maj\r\n'), ...Array.from({ length: Math.floor(50_000_000 / line.length) }, () => line)]);
    return crowd(url, 21, async (socket, rank) => {
      const sent = rank === 0 ? table : bomb;
      socket.write(`POST /api/v1/validation?schema=mediation-numerique HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: ${sent.length}\r\n\r\n`);
      socket.write(sent);
    });
  }],
];

const { gzipSync } = await import('node:zlib');
const bomb = gzipSync(Buffer.concat([Buffer.from('id,nom\r\n'), Buffer.alloc(600_000_000, 'a')]), { level: 9 });

/** A reader in a process of its own: what the abuses cost this one is not told as what they cost it. */
function honest(url, during) {
  return new Promise((resolve, reject) => {
    const reader = fork(join(import.meta.dirname, 'lecteur.mjs'), [url, String(during), String(rate)]);
    reader.once('message', resolve);
    reader.once('error', reject);
    // What it said last may come after its end.
    reader.once('exit', (code, signal) => setTimeout(() => reject(new Error(`lecteur.mjs : ${code ?? signal}`)), 1000));
  });
}

mkdirSync(work, { recursive: true });
publish(work);
const server = await serve(work, copyOf(importFrance(work, option('--corpus', process.env.MAILLAGE_CORPUS)), join(work, 'abus.db')), 'abus');
const lines = [];
try {
  const served = await (await fetch(`${server.url}/api/v1/changements?limite=1&depuis=0`)).json();
  await honest(server.url, 3);
  for (const [name, begin] of abuses) {
    forgetPeak(server.pids[0]);
    const before = memoryOf(server.pids);
    const abuse = begin(server, served);
    const meanwhile = await honest(server.url, seconds);
    const peak = peakOf(server.pids[0]);
    abuse.leave();
    const after = await honest(server.url, recovery);
    const { ouvertes, fermees, derniere, reponses } = abuse.seen;
    const fate = ouvertes === undefined ? '' : `${ouvertes} connexions, ${fermees} fermées${fermees ? ` (la dernière après ${derniere.toFixed(0)} s)` : ''}${Object.keys(reponses).length ? ` ; réponses ${Object.entries(reponses).map(([status, count]) => `${status} × ${count}`).join(', ')}` : ''}`;
    lines.push([name, meanwhile, after, before, peak, fate]);
    console.log(name, JSON.stringify(meanwhile), JSON.stringify(after), Math.round(before), Math.round(peak), fate);
    await pause(3);
  }
} finally {
  await stop(...server.pids);
}

const ms = (value) => value.toFixed(1).replace('.', ',');
const { coeurs, modele } = machine();
writeFileSync(join(root, 'docs/abus.md'), `# Ce que des clients abusifs coûtent aux autres

Un lecteur honnête demande ${rate} pages de 20 lieux par seconde, pendant ${seconds} s sous chaque abus, puis ${recovery} s juste après. Toute la France, sans quota par adresse (le quota, \`--quota\`,
arrêterait la plupart bien avant) ; le lecteur, les abus et le serveur sont sur la même machine (${coeurs} cœurs,
${modele}), chacun dans son processus : deux gigaoctets d'en-têtes à écrire prennent aussi du temps à celui qui les écrit. Refait par \`node bench/http/abus.mjs --work DOSSIER\`.

| abus | pages servies | échecs | p50, ms | p99, ms | la plus longue, ms | p99 juste après, ms | mémoire, Mo | ce qu'ils deviennent |
|---|---|---|---|---|---|---|---|---|
${lines.map(([name, meanwhile, after, before, peak, fate]) => `| ${name} | ${meanwhile.servies} | ${meanwhile.echecs + after.echecs} | ${ms(meanwhile.p50)} | ${ms(meanwhile.p99)} | ${ms(meanwhile.pire)} | ${ms(after.p99)} | ${Math.round(before)} → ${Math.round(peak)} | ${fate} |`).join('\n')}

Les bornes : 10 000 connexions, 16 Ko d'en-têtes, 10 s pour les envoyer, 240 octets par seconde dans les deux sens après 10 s, 130 s entre deux demandes, 64 Ko de corps (60 Mo pour un fichier à vérifier,
500 Mo décompressés), huit fichiers à la fois, deux par adresse, une vérification à la fois. Les fichiers des exports sont écrits une fois, par qui les demande le premier.
`);
