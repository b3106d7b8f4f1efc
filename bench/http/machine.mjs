// The machine that measures, and what it costs a process to answer (proc(5)).
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';

const ticksPerSecond = 100;

export const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

export function machine() {
  const system = /PRETTY_NAME="(.*)"/.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'Linux';
  return { coeurs: cpus().length, modele: cpus()[0].model.trim(), memoireGo: Math.round(totalmem() / 2 ** 30), systeme: system };
}

/** Processor time spent by these processes since they started, in seconds. */
export function cpuOf(pids) {
  return pids.reduce((sum, pid) => {
    const [user, kernel] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ').slice(11, 13).map(Number);
    return sum + (user + kernel) / ticksPerSecond;
  }, 0);
}

const statusOf = (pids, field) => pids.reduce((sum, pid) => sum + Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0), 0) / 1024;

/** Memory of these processes, in MB; what they share is counted for each. */
export const memoryOf = (pids) => statusOf(pids, 'VmRSS');

/** The most memory that a process has had since the last call of forgetPeak. */
export const peakOf = (pid) => statusOf([pid], 'VmHWM');

export const forgetPeak = (pid) => writeFileSync(`/proc/${pid}/clear_refs`, '5');

/** How busy others keep the machine while we do nothing: share of its cores during these seconds, and the load average. */
export async function others(seconds = 2) {
  const before = busyTicks();
  await pause(seconds);
  const after = busyTicks();
  return { occupation: (after.busy - before.busy) / Math.max(1, after.all - before.all), charge: loadavg()[0] };
}

function busyTicks() {
  const fields = readFileSync('/proc/stat', 'utf8').split('\n')[0].trim().split(/\s+/).slice(1).map(Number);
  const all = fields.slice(0, 8).reduce((sum, ticks) => sum + ticks, 0);
  return { all, busy: all - fields[3] - fields[4] };
}

export function median(numbers) {
  const sorted = numbers.filter(Number.isFinite).sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length === 0 ? NaN : sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
