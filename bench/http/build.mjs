// The published builds that are measured, and the base that they serve, made once in the work folder.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pause } from './machine.mjs';
import { freePort, ready, start } from './processes.mjs';
import { Refusal } from './tools.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** Publishes the API and the ceiling from a copy of the sources: restoring for one system would change the lock files and the intermediate files of the tree. */
export function publish(work) {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--', 'src', 'data', 'bench/Plafond', 'Directory.*', 'global.json', '.editorconfig'], { cwd: root, encoding: 'utf8' });
  const files = listed.split('\n').filter((file) => file && existsSync(join(root, file)));
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(readFileSync(join(root, file)));
  const stamp = hash.digest('hex');
  const stampFile = join(work, 'publie.txt');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  const copy = join(work, 'sources');
  rmSync(copy, { recursive: true, force: true });
  for (const file of files) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(root, file), join(copy, file));
  }
  for (const [project, name] of [['src/Api/Api.csproj', 'api'], ['bench/Plafond/Plafond.csproj', 'plafond']]) {
    console.log(`publishing ${project}…`);
    rmSync(join(work, name), { recursive: true, force: true });
    const options = ['-c', 'Release', '-r', `linux-${process.arch === 'arm64' ? 'arm64' : 'x64'}`, '--self-contained', 'false', '-p:PublishReadyToRun=true', '-v:quiet', '-nologo', '-nodeReuse:false'];
    const done = spawnSync('dotnet', ['publish', join(copy, project), ...options, '-o', join(work, name)], { encoding: 'utf8', timeout: 1_800_000 });
    if (done.status !== 0) throw new Refusal(`${project} does not build:\n${done.stdout}`);
  }
  writeFileSync(stampFile, stamp);
}

const program = (work) => join(work, 'api/Maillage.Api.dll');

/** The base of all of France, imported from the annuaire of the corpus. */
export function importFrance(work, corpus) {
  const base = join(work, 'france.db');
  if (existsSync(base)) return base;
  const file = join(corpus, 'service-public/annuaire-v4/2017-france-data.gouv_local.json.gz');
  if (!existsSync(file)) throw new Refusal(`${file} is missing: give the folder of the corpus.`);
  console.log('importing all of France…');
  const yaml = join(work, 'annuaire.yaml');
  writeFileSync(yaml, `id: annuaire\nnom: Annuaire\nproducteur: DILA\nattribution: DILA\nlicence: etalab-2.0\nformat: annuaire-v4\nidentifiant: ancien_code_pivot\nmembre: data.gouv_local.json\nfichier: ${file}\n`);
  const partial = join(work, 'import.db');
  for (const suffix of ['', '-wal', '-shm']) rmSync(partial + suffix, { force: true });
  const done = spawnSync('dotnet', [program(work), 'import', yaml, '--store', `sqlite:${partial}`], { encoding: 'utf8', env: { ...process.env, MAILLAGE_RACINE: root }, timeout: 1_200_000 });
  if (done.status !== 0) throw new Refusal(`the import failed: ${done.stdout}${done.stderr}`);
  execFileSync('sqlite3', [partial, 'PRAGMA wal_checkpoint(TRUNCATE);']);
  renameSync(partial, base);
  return base;
}

/** A copy that may be written to. */
export function copyOf(base, copy) {
  for (const suffix of ['', '-wal', '-shm', '.meneur']) rmSync(copy + suffix, { force: true });
  cpSync(base, copy);
  return copy;
}

// The quota of an address is counted and told at each answer, as in production; one address asks for everything here.
const unlimited = '1000000000';

/** Serves a base with the published build, without sources: nothing is imported. */
export async function serve(work, base, name = 'maillage') {
  const empty = join(work, 'sans-sources');
  mkdirSync(empty, { recursive: true });
  const url = `http://127.0.0.1:${await freePort()}`;
  // Publications as soon as they come: by default those of a minute appear together.
  const env = { MAILLAGE_RACINE: root, MAILLAGE_PUBLICATIONS: '0' };
  const pid = start(work, name, 'dotnet', [program(work), 'serve', '--store', `sqlite:${base}`, '--urls', url, '--sources', empty, '--quota', unlimited], env);
  const seconds = await ready(work, name, [pid], `${url}/sante/prete`);
  await exported(url);
  return { name, url, pids: [pid], seconds };
}

/** Waits until the files of exports are written: nothing else is under way when something is measured. */
async function exported(url, minutes = 20) {
  for (const end = performance.now() + minutes * 60_000; performance.now() < end; await pause(0.2)) {
    if ((await fetch(`${url}/api/v1/exports`)).status !== 503) return;
  }
  throw new Refusal('the exports are not written');
}

/** Serves the files of a folder with Kestrel alone. */
export async function serveCeiling(work, folder) {
  const url = `http://127.0.0.1:${await freePort()}`;
  const pid = start(work, 'plafond', 'dotnet', [join(work, 'plafond/Maillage.Bench.Plafond.dll'), folder, url]);
  await ready(work, 'plafond', [pid], `${url}/pret`);
  return { name: 'plafond', url, pids: [pid] };
}
