// One run of wrk: the same client, the same number of connections, for everything that is measured.
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { cpuOf, memoryOf } from './machine.mjs';

export const connections = 8;
const script = join(dirname(fileURLToPath(import.meta.url)), 'walk.lua');

/** Writes a list of requests: paths, or [path, If-None-Match]. */
export function writeList(file, requests) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, requests.map((request) => (Array.isArray(request) ? request.join('\t') : request)).join('\n') + '\n');
  return file;
}

/** Requests a second, percentiles in milliseconds (not corrected for coordinated omission), errors, processor time of the server for a request, its memory. */
export async function run(server, list, { seconds, first }) {
  const before = cpuOf(server.pids);
  const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '30s', '-s', script, server.url, '--', list, String(first)];
  const { stdout } = await promisify(execFile)('wrk', args, { timeout: (seconds + 60) * 1000 });
  const cpu = cpuOf(server.pids) - before;
  const said = JSON.parse(/^RESULTAT (.*)$/m.exec(stdout.replaceAll('nan', 'null'))[1]);
  return {
    debit: said.demandes / said.duree,
    p50: said.p50,
    p99: said.p99,
    erreurs: said.statuts + said.connexions + said.delais,
    redites: said.redites,
    octets: said.octets / Math.max(1, said.demandes),
    cpu: (cpu * 1e6) / Math.max(1, said.demandes),
    memoire: memoryOf(server.pids),
  };
}
