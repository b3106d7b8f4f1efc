// Publications of all of France as fast as they go while it is read at a constant rate: first without them, then with them.
import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { change, multiply } from './base.mjs';
import { serve } from './build.mjs';
import { answersWith } from './life.mjs';
import { median, memoryOf, others } from './machine.mjs';
import { stop } from './processes.mjs';
import { generator } from './questions.mjs';
import { ours } from './rows.mjs';
import { run, writeList } from './wrk.mjs';

const client = join(dirname(fileURLToPath(import.meta.url)), 'constant.mjs');

/** Before the command of the client, which must leave at its times whatever the server does on the same processors. Of real time: Linux since 6.6 may leave one that is only less nice waiting for
    tens of milliseconds behind one that gives way, and what it waits for counts as latency. */
function precedence() {
  const command = ['chrt', '--rr', '1'];
  if (spawnSync(command[0], [...command.slice(1), 'true']).status === 0) return command;
  console.error('the client could not take precedence (not root): what it waits for counts as latency');
  return [];
}

/** Pages of 20, pages of 100 and lieux, in turn at random: a bit of everything that is read. */
function mixOf(questions) {
  const random = generator(7);
  return Array.from({ length: 3000 }, () => {
    const row = random.among(['fiche', 'fiche', 'commune', 'commune', 'rectangle']);
    return ours[row](random.among(questions[row]));
  });
}

/** Reads at that rate for that long; tells each second, with the memory of the server. */
async function readAt(server, list, rate, seconds) {
  const points = [];
  let total = null;
  const [command, ...words] = [...precedence(), 'node', client, server.url, list, String(rate), String(seconds)];
  const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout }).on('line', (line) => {
    const said = JSON.parse(line);
    if (said.total) total = said.total;
    else points.push({ ...said, memoire: memoryOf(server.pids) });
  });
  await new Promise((resolve) => lines.on('close', resolve));
  return { points: fewer(points), total };
}

const mostPoints = 120;

/** The failures of a run, each with its reason. */
const failures = ({ erreurs, raisons }) => `${erreurs} errors${Object.entries(raisons).map(([reason, times]) => `, ${times} ${reason}`).join('')}`;

/** Few enough points for a picture: each is about several seconds, and tells the worst of them. */
export function fewer(points) {
  const together = Math.ceil(points.length / mostPoints);
  const rounded = (value) => Math.round(value * 100) / 100;
  return Array.from({ length: Math.ceil(points.length / together) }, (_, rank) => {
    const some = points.slice(rank * together, (rank + 1) * together).filter(({ p99 }) => p99 !== null);
    const most = (name) => rounded(Math.max(...some.map((point) => point[name])));
    return some.length && { t: some.at(-1).t, n: some.reduce((sum, { n }) => sum + n, 0), p50: rounded(median(some.map(({ p50 }) => p50))), p99: most('p99'), max: most('max'), memoire: most('memoire') };
  }).filter(Boolean);
}

/** Publishes again as soon as the last one is served, until told to stop. */
async function publishUntil(stopped, server, base, done) {
  const begin = performance.now();
  for (let round = 0; !stopped(); round++) {
    const { version, lieux, at } = await change(base, 1, round);
    const secondes = await answersWith(server, version, at);
    done.push({ t: (performance.now() - begin) / 1000, secondes, lieux });
  }
}

/** The run without publications, then with them, of so many minutes each. */
export async function publishing({ work, base, questions, minutes, seconds, say }) {
  const file = await multiply(base, join(work, 'publications.db'), 1);
  const server = await serve(work, file, 'publications');
  try {
    const list = writeList(join(work, 'listes', 'melange.txt'), mixOf(questions));
    await run(server, list, { seconds: 3, first: 0 });
    const most = (await run(server, list, { seconds, first: 500 })).debit;
    const rate = Math.max(1, Math.round(most * 0.3));
    say(`at most ${most.toFixed(0)} requests a second; reading at ${rate}`);
    const autres = await others();
    const calm = await readAt(server, list, rate, minutes * 60);
    say(`without publications: p99 ${calm.total.p99.toFixed(2)} ms, ${failures(calm.total)}`);
    let over = false;
    const done = [];
    const publishers = publishUntil(() => over, server, file, done);
    const busy = await readAt(server, list, rate, minutes * 60);
    over = true;
    await publishers;
    say(`with ${done.length} publications: p99 ${busy.total.p99.toFixed(2)} ms, ${failures(busy.total)}`);
    return { minutes, maximum: most, debit: rate, sans: calm, avec: busy, publications: done, autres };
  } finally {
    await stop(...server.pids);
  }
}
