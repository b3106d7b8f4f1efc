// The rows of the import: bench/import.mjs, read as it prints.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './build.mjs';
import { Refusal } from './tools.mjs';

const labels = {
  premier: '56 794 .gz, first', inchange: '56 794 .gz, unchanged', quatre: '227 176 .gz, first', quatreInchange: '227 176 .gz, unchanged',
  lecture: 'reading .gz', lectureQuatre: 'reading .gz, four times',
};

export async function importing(corpus, say) {
  const measured = {};
  const child = spawn('node', [join(root, 'bench/import.mjs'), corpus], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout }).on('line', (line) => {
    say(line);
    const found = /^(.+?)\s+([\d.]+) s\s+([\d.]+) s CPU\s+(\d+) MB peak/.exec(line);
    const name = found && Object.keys(labels).find((key) => labels[key] === found[1]);
    if (name) measured[name] = { secondes: Number(found[2]), processeur: Number(found[3]), pointe: Number(found[4]) };
  });
  await new Promise((resolve) => lines.on('close', resolve));
  const missing = Object.keys(labels).filter((name) => !measured[name]);
  if (missing.length) throw new Refusal(`bench/import.mjs did not say: ${missing.map((name) => labels[name]).join(', ')}`);
  return measured;
}
