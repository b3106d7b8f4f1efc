// Rows, servers and rounds: row by row, the ceiling, ours and the peers in turn, several times over.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { serveCeiling } from './build.mjs';
import { memoryOf, others, pause } from './machine.mjs';
import { stop } from './processes.mjs';
import { absence, exportPath, ours } from './rows.mjs';
import { run, writeList } from './wrk.mjs';

/** The very bytes of the API, a file for each question; with the tag to ask a 304 with. */
async function keepAnswers(maillage, row, questions, folder) {
  const paths = row.questions === 'export' ? [await exportPath(maillage.url)] : questions[row.questions].map((question) => ours[row.questions](question));
  const kept = [];
  for (const [rank, path] of paths.entries()) {
    const answer = await fetch(maillage.url + path, { headers: { 'accept-encoding': 'identity' } });
    const file = `${row.id}/${rank}`;
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), Buffer.from(await answer.arrayBuffer()));
    const tag = row.tagged ? [answer.headers.get('etag')] : [];
    kept.push({ ours: [path, ...tag], ceiling: [`/${file}`, ...tag] });
  }
  return kept;
}

/** What each row is run against: { name, server, list }. */
async function targetsOf(row, { work, maillage, ceiling, peers, questions, kept }) {
  const list = (name, requests) => writeList(join(work, 'listes', `${row.id}-${name}.txt`), requests);
  const targets = [];
  if (row.ceiling) {
    targets.push({ name: 'plafond', server: ceiling, list: list('plafond', kept.map((one) => one.ceiling)) });
    targets.push({ name: 'maillage', server: maillage, list: list('maillage', kept.map((one) => one.ours)) });
  } else {
    targets.push({ name: 'maillage', server: maillage, list: list('maillage', questions[row.questions].map((question) => ours[row.questions](question))) });
  }
  const beside = row.peers ? peers : [];
  if (beside.some(({ peer }) => peer.format === 'geojson')) {
    targets.push({ name: 'maillage-geojson', server: maillage, list: list('maillage-geojson', questions[row.questions].map((question) => ours[row.questions](question, 'geojson'))) });
  }
  for (const { peer, server } of beside) {
    targets.push({ name: peer.name, server, list: list(peer.name, questions[row.questions].map((question) => peer.ask[row.questions](question))) });
  }
  return targets;
}

/** Runs the rows: { lignes: { row: { target: [runs] } }, absentes: { row: why } }. */
export async function measure({ work, maillage, peers, questions, rows, rounds, seconds, say }) {
  const folder = join(work, 'octets');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(work, 'listes'), { recursive: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'pret'), '{}');
  const absentes = {};
  const present = [];
  const kept = new Map();
  for (const row of rows) {
    const why = await absence(row, maillage.url, questions);
    if (why) {
      absentes[row.id] = why;
      say(`${row.id}: absent, ${why}`);
      continue;
    }
    present.push(row);
    if (row.ceiling) kept.set(row.id, await keepAnswers(maillage, row, questions, folder));
  }
  const ceiling = await serveCeiling(work, folder);
  const lignes = {};
  const charges = [];
  try {
    const targets = new Map();
    for (const row of present) targets.set(row.id, await targetsOf(row, { work, maillage, ceiling, peers, questions, kept: kept.get(row.id) }));
    // What is compiled as it is used, and caches: before the first round.
    for (const row of present) for (const target of targets.get(row.id)) await run(target.server, target.list, { seconds: Math.min(3, seconds), first: 17 });
    for (let round = 0; round < rounds; round++) {
      charges.push(await others());
      for (const row of present) {
        for (const target of targets.get(row.id)) {
          const one = await run(target.server, target.list, { seconds, first: (round + 1) * seconds * 2500 });
          ((lignes[row.id] ??= {})[target.name] ??= []).push(one);
          say(`${round + 1}/${rounds} ${row.id.padEnd(10)} ${target.name.padEnd(17)} ${one.debit.toFixed(0).padStart(7)}/s  p50 ${one.p50.toFixed(2).padStart(8)} ms  p99 ${one.p99.toFixed(2).padStart(8)} ms  ${one.cpu.toFixed(0).padStart(7)} µs CPU  ${one.erreurs} errors`);
          await pause(0.2);
        }
      }
    }
  } finally {
    await stop(...ceiling.pids);
  }
  return { lignes, absentes, autres: charges, memoire: { maillage: memoryOf(maillage.pids) } };
}
