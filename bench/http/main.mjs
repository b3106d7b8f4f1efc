// The benchmark of the API: the ceiling, ours and the peers on the same lieux, then docs/performance.md with its picture.
//   node bench/http/main.mjs FOLDER [--rows fiche,commune,…] [--rounds 5] [--seconds 10] [--only-ceiling] [--growth [1,4,21]] [--publish [MINUTES]] [--import] [--all]
//                            [--skip rows,life] [--work FOLDER] [--page]
//   FOLDER (or MAILLAGE_CORPUS) holds service-public/annuaire-v4/2017-france-data.gouv_local.json.gz. --page writes the page again without measuring.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { agree } from './agree.mjs';
import { copyOf, importFrance, publish, root, serve } from './build.mjs';
import { harvest, writeForPeers } from './data.mjs';
import { importing } from './import.mjs';
import { life } from './life.mjs';
import { machine } from './machine.mjs';
import { measure } from './measure.mjs';
import { keep, kept, writePage } from './page.mjs';
import { jsonServer, jsonServerVersion } from './peers/json-server.mjs';
import { mapserver } from './peers/mapserver.mjs';
import { qgis } from './peers/qgis.mjs';
import { stop, stopAll } from './processes.mjs';
import { publishing } from './publications.mjs';
import { questionsOf, rows } from './rows.mjs';
import { need, Refusal, versionsOf } from './tools.mjs';

const docs = join(root, 'docs');
const begin = performance.now();
const say = (line) => console.log(`${String(Math.round((performance.now() - begin) / 1000)).padStart(5)} s  ${line}`);

/** What was asked for; a number may follow --growth and --publish, or not. */
function understood(args) {
  const optional = { '--growth': '1,4,21', '--publish': '10' };
  const given = args.flatMap((arg, rank) => (arg in optional && !/^[\d.,]+$/.test(args[rank + 1] ?? '') ? [arg, optional[arg]] : [arg]));
  const text = { type: 'string' };
  const flag = { type: 'boolean', default: false };
  const { values, positionals } = parseArgs({
    args: given, allowPositionals: true,
    options: {
      rows: text, rounds: { ...text, default: '5' }, seconds: { ...text, default: '10' }, growth: text, publish: text, skip: { ...text, default: '' }, work: { ...text, default: join(tmpdir(), 'maillage-bench-http') },
      'only-ceiling': flag, import: flag, all: flag, page: flag,
    },
  });
  const known = rows.map(({ id }) => id);
  const wanted = values.rows?.split(',') ?? known;
  const wrong = wanted.find((id) => !known.includes(id));
  if (wrong) throw new Refusal(`--rows ${wrong}: the rows are ${known.join(', ')}.`);
  const number = (name, value) => {
    if (!(Number(value) > 0)) throw new Refusal(`--${name} ${value}: a number above 0 is expected.`);
    return Number(value);
  };
  return {
    corpus: positionals[0] ?? process.env.MAILLAGE_CORPUS, work: values.work, page: values.page, import: values.import || values.all,
    rows: rows.filter(({ id }) => wanted.includes(id)), rounds: number('rounds', values.rounds), seconds: number('seconds', values.seconds),
    peers: values['only-ceiling'] ? [] : [mapserver, qgis, jsonServer], skip: values.skip.split(','),
    growth: (values.growth ?? (values.all ? optional['--growth'] : '1')).split(',').map((copies) => number('growth', copies)),
    publish: values.publish || values.all ? number('publish', values.publish ?? optional['--publish']) : null,
  };
}

const commit = () => {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
  } catch { return null; }
};

/** Rows beside the ceiling and the peers. */
async function measureRows(asked, maillage, lieux, questions, results) {
  const peers = [];
  try {
    if (asked.peers.length && asked.rows.some(({ peers: beside }) => beside)) {
      say('writing the lieux for the peers…');
      mkdirSync(join(asked.work, 'pairs'), { recursive: true });
      const files = await writeForPeers(join(asked.work, 'pairs'), lieux);
      results.accords = {};
      for (const peer of asked.peers) {
        const server = await peer.start(asked.work, files);
        peers.push({ peer, server });
        const sizes = await agree(maillage, server, peer, questions);
        results.accords[peer.name] = sizes;
        say(`${peer.label} agrees: ${Object.entries(sizes).map(([row, { rapport, lieux: count }]) => `${row} ${count.toFixed(1)} lieux, ${rapport.toFixed(2)} × our bytes`).join('; ')}`);
      }
    }
    const measured = await measure({ ...asked, maillage, peers, questions, say });
    results.mesures = { date: new Date().toISOString(), commit: commit(), secondes: asked.seconds, tours: asked.rounds, ...measured };
  } finally {
    await stop(...peers.flatMap(({ server }) => server.pids));
  }
}

async function main(asked) {
  const results = kept(docs);
  if (asked.page) return writePage(results, docs);
  if (!asked.corpus) throw new Refusal('usage: node bench/http/main.mjs FOLDER (that of the corpus)');
  const tools = [...new Set(['wrk', 'sqlite3', ...asked.peers.flatMap((peer) => peer.tools)])];
  need(...tools);
  mkdirSync(asked.work, { recursive: true });
  publish(asked.work);
  const base = importFrance(asked.work, asked.corpus);
  const maillage = await serve(asked.work, copyOf(base, join(asked.work, 'servie.db')));
  say('reading what is published…');
  const lieux = await harvest(maillage.url);
  const questions = questionsOf(lieux, asked);
  Object.assign(results, { date: new Date().toISOString(), machine: machine(), versions: { ...versionsOf(tools), 'json-server': jsonServerVersion }, donnees: { lieux: lieux.length } });
  const save = () => { keep(results, docs); writePage(results, docs); };
  if (!asked.skip.includes('rows')) {
    await measureRows(asked, maillage, lieux, questions, results);
    save();
  }
  await stop(...maillage.pids);
  if (!asked.skip.includes('life')) {
    for (const copies of asked.growth) {
      const one = await life({ ...asked, base, copies, questions, rows: rows.filter(({ id }) => !['304', 'export'].includes(id)), times: Math.min(3, asked.rounds), say });
      results.croissance = [...(results.croissance ?? []).filter((other) => other.copies !== copies), one].sort((a, b) => a.copies - b.copies);
      save();
    }
  }
  if (asked.publish) {
    results.publications = await publishing({ ...asked, base, minutes: asked.publish, questions, say });
    save();
  }
  if (asked.import) {
    results.import = await importing(asked.corpus, say);
    save();
  }
  say(`written: ${join('docs', 'performance.md')}`);
}

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stopAll().then(() => process.exit(130)));
try {
  await main(understood(process.argv.slice(2)));
} catch (failure) {
  console.error(failure instanceof Refusal ? failure.message : failure);
  process.exitCode = 1;
} finally {
  await stopAll();
}
