// Every server that the bench starts, so that each is stopped, by its own number, however the bench ends.
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { pause } from './machine.mjs';
import { Refusal } from './tools.mjs';

const started = new Set();

/** Starts a program that stays; what it says goes to a file of the work folder. */
export function start(work, name, command, args, env = {}) {
  const log = openSync(join(work, `${name}.log`), 'w');
  const child = spawn(command, args, { stdio: ['ignore', log, log], env: { ...process.env, ...env } });
  closeSync(log);
  child.on('error', () => {});
  adopt(child.pid);
  child.on('exit', () => started.delete(child.pid));
  return child.pid;
}

/** Takes charge of processes that another program of ours has started. */
export function adopt(...pids) { pids.forEach((pid) => started.add(pid)); }

export function isAlive(pid) {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch { return false; }
}

/** It may have ended meanwhile: those of one server stop together. */
function tell(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (gone) {
    if (gone.code !== 'ESRCH') throw gone;
  }
}

export async function stop(...pids) {
  for (const signal of ['SIGTERM', 'SIGKILL']) {
    for (const pid of pids.filter(isAlive)) tell(pid, signal);
    for (let wait = 0; wait < 50 && pids.some(isAlive); wait++) await pause(0.1);
  }
  pids.forEach((pid) => started.delete(pid));
}

export const stopAll = () => stop(...started);

export async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Asks until the address answers 200: seconds since the call. */
export async function ready(work, name, pids, url, limit = 180) {
  const begin = performance.now();
  while (performance.now() - begin < limit * 1000) {
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(30_000) });
      await answer.arrayBuffer();
      if (answer.ok) return (performance.now() - begin) / 1000;
    } catch { /* not listening yet */ }
    if (!pids.every(isAlive)) break;
    await pause(0.05);
  }
  throw new Refusal(`${name} does not answer at ${url}: ${readFileSync(join(work, `${name}.log`), 'utf8').trim().split('\n').slice(-3).join(' / ') || 'it said nothing'}`);
}
