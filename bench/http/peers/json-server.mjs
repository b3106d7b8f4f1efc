// json-server: two processes on one port, without the log of its command line, the indentation of its JSON nor the tags of its answers.
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, ready, start } from '../processes.mjs';
import { Refusal } from '../tools.mjs';

const here = join(dirname(fileURLToPath(import.meta.url)), 'json-server');
export const jsonServerVersion = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')).dependencies['json-server'];

export const jsonServer = {
  name: 'json-server',
  label: 'json-server',
  format: 'json',
  tools: [],
  ask: {
    fiche: ({ id }) => `/fiches/${id}`,
    commune: ({ code }) => `/lieux?code_insee=${code}&_limit=20`,
    rectangle: ({ box: [west, south, east, north] }) => `/lieux?longitude_gte=${west}&longitude_lte=${east}&latitude_gte=${south}&latitude_lte=${north}&_limit=100`,
  },
  async start(work, files) {
    const folder = join(work, 'json-server');
    mkdirSync(folder, { recursive: true });
    for (const file of ['package.json', 'package-lock.json', 'serve.cjs']) cpSync(join(here, file), join(folder, file));
    if (!existsSync(join(folder, 'node_modules/json-server'))) {
      console.log(`installing json-server ${jsonServerVersion}…`);
      const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: folder, encoding: 'utf8', timeout: 600_000 });
      if (done.status !== 0) throw new Refusal(`json-server could not be installed: ${done.stderr}`);
    }
    const port = await freePort();
    const pid = start(work, 'json-server', 'node', ['--max-old-space-size=4096', join(folder, 'serve.cjs'), files.json, String(port)]);
    const url = `http://127.0.0.1:${port}`;
    await ready(work, 'json-server', [pid], `${url}/lieux?_limit=1`);
    return { name: 'json-server', url, pids: [pid, ...readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(/\s+/).map(Number)] };
  },
};
