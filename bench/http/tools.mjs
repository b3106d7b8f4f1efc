// What the bench runs beside our own programs: looked for, installed from Debian when missing and allowed, or asked for in a sentence.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** A sentence for the person who runs the bench: nothing is wrong with the program. */
export class Refusal extends Error {}

/** Which Debian package brings which file. */
const packages = {
  wrk: { file: '/usr/bin/wrk', name: 'wrk' },
  sqlite3: { file: '/usr/bin/sqlite3', name: 'sqlite3' },
  ogr2ogr: { file: '/usr/bin/ogr2ogr', name: 'gdal-bin' },
  mapserver: { file: '/usr/lib/cgi-bin/mapserv', name: 'cgi-mapserver' },
  qgis: { file: '/usr/lib/cgi-bin/qgis_mapserv.fcgi', name: 'qgis-server' },
  nginx: { file: '/usr/sbin/nginx', name: 'nginx-light' },
  'spawn-fcgi': { file: '/usr/bin/spawn-fcgi', name: 'spawn-fcgi' },
};

/** Makes sure that these are there. */
export function need(...tools) {
  for (const command of ['dotnet', 'npm']) {
    if (spawnSync(command, ['--version']).status !== 0) throw new Refusal(`${command} is missing: the .NET SDK 10 and Node.js 20 with npm are needed.`);
  }
  const missing = tools.map((tool) => packages[tool]).filter(({ file }) => !existsSync(file)).map(({ name }) => name);
  if (missing.length === 0) return;
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) throw new Refusal(`${missing.join(', ')}: missing. As root: ${command}`);
  console.log(`installing ${missing.join(', ')}…`);
  // Run level 1: the packages of servers do not start them.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const [program, ...args] = command.split(' ');
  const done = [['update', '-q'], args].every((call) => spawnSync(program, call, { env, stdio: ['ignore', 'ignore', 'inherit'], timeout: 1_800_000 }).status === 0);
  if (!done || tools.some((tool) => !existsSync(packages[tool].file))) throw new Refusal(`${missing.join(', ')} could not be installed. By hand: ${command}`);
}

/** Version of each thing that is measured, or measures. */
export function versionsOf(tools) {
  const said = (command, ...args) => execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  const debian = (tool) => spawnSync('dpkg-query', ['-W', '-f', '${Version}', packages[tool].name], { encoding: 'utf8' }).stdout || 'hors Debian';
  const runtimes = said('dotnet', '--list-runtimes').split('\n').filter((line) => line.startsWith('Microsoft.AspNetCore.App')).map((line) => line.split(' ')[1]);
  return {
    '.NET': runtimes.at(-1),
    'Node.js': process.versions.node,
    ...Object.fromEntries(tools.filter((tool) => existsSync(packages[tool].file)).map((tool) => [tool, debian(tool)])),
  };
}
