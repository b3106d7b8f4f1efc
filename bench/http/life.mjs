// What a base costs as it grows: start, memory, pages, publications.
import { rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { change, multiply } from './base.mjs';
import { serve } from './build.mjs';
import { collect } from './collect.mjs';
import { cpuOf, forgetPeak, median, memoryOf, others, pause, peakOf } from './machine.mjs';
import { stop } from './processes.mjs';
import { absence, ours } from './rows.mjs';
import { run, writeList } from './wrk.mjs';

const bytesPerLieu = 6000;

/** Seconds until the API answers a question with that version. */
export async function answersWith(server, version, since, limit = 120) {
  while (performance.now() - since < limit * 1000) {
    const answer = await fetch(`${server.url}/api/v1/lieux?code_departement=04&limite=1`, { signal: AbortSignal.timeout(30_000) });
    await answer.arrayBuffer();
    if (answer.headers.get('maillage-version') === version) return (performance.now() - since) / 1000;
    await pause(0.01);
  }
  return Infinity;
}

/** Seconds from the commit to the first new answer, and the most memory meanwhile. */
async function publications(server, base, one, times) {
  const seconds = [];
  const peaks = [];
  let lieux = 0;
  for (let round = 0; round < times; round++) {
    forgetPeak(server.pids[0]);
    const done = await change(base, one, round);
    lieux = done.lieux;
    seconds.push(await answersWith(server, done.version, done.at));
    peaks.push(peakOf(server.pids[0]));
    await pause(1);
  }
  // The first compiles what the others use; each leaves one more version to those who are reading it page by page.
  return { secondes: median(seconds.slice(1)), premiere: seconds[0], toutes: seconds, lieux, pointe: peaks[0], pointes: peaks };
}

/** Measures a base of France so many times over. */
export async function life({ work, base, copies, questions, rows, seconds, times, say }) {
  const expected = copies * 50_000;
  const { bavail, bsize } = statfsSync(work);
  if (bavail * bsize < expected * bytesPerLieu) return { copies, absent: `il faudrait ${Math.round(expected * bytesPerLieu / 1e9)} Go libres` };
  const file = join(work, `fois-${copies}.db`);
  say(`France ${copies} times over…`);
  await multiply(base, file, copies);
  const starts = [];
  let server;
  for (let time = 0; time < times; time++) {
    if (server) await stop(...server.pids);
    server = await serve(work, file, 'croissance');
    starts.push({ secondes: server.seconds, processeur: cpuOf(server.pids) });
  }
  const start = { secondes: median(starts.map(({ secondes }) => secondes)), processeur: median(starts.map(({ processeur }) => processeur)) };
  try {
    const { lieux } = await (await fetch(`${server.url}/sante/prete`)).json();
    const idle = await memoryAfterCollection(server);
    say(`${lieux} lieux: ready in ${start.secondes.toFixed(1)} s (${start.processeur.toFixed(1)} s CPU), ${idle.toFixed(0)} MB`);
    const pages = {};
    for (const row of rows) {
      if (await absence(row, server.url, questions)) continue;
      const list = writeList(join(work, 'listes', `croissance-${row.id}.txt`), questions[row.questions].map((question) => ours[row.questions](question)));
      await run(server, list, { seconds: Math.min(3, seconds), first: 17 });
      const runs = [];
      for (let time = 0; time < times; time++) runs.push(await run(server, list, { seconds, first: (time + 1) * 5000 }));
      pages[row.id] = { cpu: median(runs.map(({ cpu }) => cpu)), p50: median(runs.map(({ p50 }) => p50)), debit: median(runs.map(({ debit }) => debit)) };
      say(`${lieux} lieux, ${row.id}: ${pages[row.id].cpu.toFixed(0)} µs CPU, p50 ${pages[row.id].p50.toFixed(2)} ms`);
    }
    const published = {};
    for (const [share, one] of [['1', 100], ['100', 1]]) {
      published[share] = await publications(server, file, one, times + 1);
      say(`${lieux} lieux, ${share} % published: ${published[share].secondes.toFixed(2)} s, peak ${published[share].pointe.toFixed(0)} MB`);
    }
    return { copies, lieux, demarrage: start, memoire: idle, pages, publications: published, autres: await others() };
  } finally {
    await stop(...server.pids);
    for (const suffix of ['', '-wal', '-shm', '.meneur']) rmSync(file + suffix, { force: true });
  }
}

async function memoryAfterCollection(server) {
  await collect(server.pids[0]);
  await pause(5);
  return memoryOf(server.pids);
}
