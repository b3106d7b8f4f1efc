// Times ./maillage import on the annuaire of all France, once and four times over, as .json.gz and as the daily archive (.tar.bz2): first import, then unchanged,
// with the peak memory of the process. Then the reading alone, to the last record and no further: its memory must not follow the size of the file.
//   node bench/import.mjs FOLDER [postgres://…]      where FOLDER holds service-public/annuaire-v4/2017-france-data.gouv_local.json.gz;
//                                                    the PostgreSQL database, if one is given, is empty
import { spawn, execFileSync } from 'node:child_process';
import { createReadStream, createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { once } from 'node:events';
import { createGunzip, createGzip, gunzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';

const corpus = process.argv[2] ?? process.env.MAILLAGE_CORPUS;
if (!corpus) { console.error('usage: node bench/import.mjs FOLDER'); process.exit(2); }
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const program = join(root, 'src/Api/bin/Release/net10.0/Maillage.Api.dll');
const reader = join(root, 'bench/Lecture/bin/Release/net10.0/Maillage.Bench.Lecture.dll');
const once1 = join(corpus, 'service-public/annuaire-v4/2017-france-data.gouv_local.json.gz');
const folder = mkdtempSync(join(tmpdir(), 'maillage-bench-'));

/** The same records four times, under ids of their own. */
async function fourTimes() {
  const chunks = [];
  for await (const chunk of createReadStream(once1).pipe(createGunzip())) chunks.push(chunk);
  const { service } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  const file = join(folder, 'quatre-fois.json.gz');
  const gzip = createGzip({ level: 1 });
  const written = gzip.pipe(createWriteStream(file));
  gzip.write('{"service":[');
  for (let copy = 0; copy < 4; copy++) {
    for (const [rank, record] of service.entries()) {
      const text = JSON.stringify({ ...record, ancien_code_pivot: `${record.ancien_code_pivot}.${copy}` });
      if (!gzip.write((copy + rank > 0 ? ',' : '') + text)) await once(gzip, 'drain');
    }
  }
  gzip.end(']}');
  await once(written, 'finish');
  return file;
}

/** The archive that the administration publishes each day: a folder, the file, and the zip of the competences beside it. */
function daily(gz, name) {
  const day = join(folder, name, 'annuaire-20260714');
  mkdirSync(day, { recursive: true });
  writeFileSync(join(day, '20260714-data.gouv_local.json'), gunzipSync(readFileSync(gz), { maxOutputLength: 2 ** 32 }));
  writeFileSync(join(day, 'competence.json'), JSON.stringify({ service: Array.from({ length: 100_000 }, (_, rank) => ({ id: `${rank}`, code_insee: ['04070'] })) }));
  execFileSync('python3', ['-c', 'import sys,zipfile; z=zipfile.ZipFile(sys.argv[2],"w",zipfile.ZIP_DEFLATED); z.write(sys.argv[1],"competence.json")', join(day, 'competence.json'), join(day, '20260714-data.gouv_commune.zip')]);
  rmSync(join(day, 'competence.json'));
  const file = join(folder, `${name}.tar.bz2`);
  execFileSync('tar', ['-cjf', file, '-C', join(folder, name), 'annuaire-20260714']);
  rmSync(join(folder, name), { recursive: true });
  return file;
}

function source(file) {
  const yaml = join(folder, 'annuaire.yaml');
  writeFileSync(yaml, `id: annuaire\nnom: Annuaire\nproducteur: DILA\nattribution: DILA\nlicence: etalab-2.0\nformat: annuaire-v4\nidentifiant: ancien_code_pivot\nmembre: data.gouv_local.json\nfichier: ${file}\n`);
  return yaml;
}

/** Runs a program to its end: seconds, peak memory, what it said. */
async function measure(label, program, args) {
  const begin = process.hrtime.bigint();
  const child = spawn('dotnet', [program, ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  let peak = 0;
  let cpu = 0;
  const watch = setInterval(() => {
    try {
      // User and system time, in hundredths (proc(5), fields 14 and 15): what remains comparable when the machine has other things to do.
      const [user, system] = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1].split(' ').slice(11, 13).map(Number);
      cpu = (user + system) / 100;
      peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0));
    } catch { /* the process has just ended */ }
  }, 50);
  let said = '';
  child.stdout.on('data', (text) => { said += text; });
  const [code] = await once(child, 'close');
  clearInterval(watch);
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
  console.log(`${label.padEnd(26)} ${seconds.toFixed(1).padStart(6)} s   ${cpu.toFixed(1).padStart(6)} s CPU   ${(peak / 1024).toFixed(0).padStart(5)} MB peak   load ${loadavg()[0].toFixed(1).padStart(4)}   ${said.split('\n')[0]}`);
  if (code !== 0) process.exitCode = 1;
  return seconds;
}

const into = (label, file, store) => measure(label, program, ['import', source(file), '--store', store]);
const run = (label, file, database) => into(label, file, `sqlite:${join(folder, database)}`);

/** Only reads: every record gone through, nothing made of it. */
const read = (label, file) => measure(label, reader, [source(file)]);

try {
  console.log(`${cpus().length} cores, load ${loadavg()[0].toFixed(1)}`);
  execFileSync('dotnet', ['build', join(root, 'src/Api'), '-c', 'Release', '-v:quiet', '-nologo'], { stdio: 'inherit' });
  execFileSync('dotnet', ['build', join(root, 'bench/Lecture'), '-c', 'Release', '-v:quiet', '-nologo'], { stdio: 'inherit' });
  const first = await run('56 794 .gz, first', once1, 'un.db');
  await run('56 794 .gz, unchanged', once1, 'un.db');
  if (process.argv[3]) {
    await into('56 794 PostgreSQL, first', once1, process.argv[3]);
    await into('… unchanged', once1, process.argv[3]);
  }

  const archive = daily(once1, 'un');
  console.log(`the daily archive: ${(statSync(archive).size / 1e6).toFixed(1)} MB`);
  await run('56 794 .tar.bz2, first', archive, 'archive.db');
  await run('56 794 .tar.bz2, unchanged', archive, 'archive.db');
  const large = await fourTimes();
  console.log(`four times the data: ${(statSync(large).size / 1e6).toFixed(0)} MB compressed`);
  const fourth = await run('227 176 .gz, first', large, 'quatre.db');
  await run('227 176 .gz, unchanged', large, 'quatre.db');
  const largeArchive = daily(large, 'quatre');
  await read('reading .gz', once1);
  await read('reading .gz, four times', large);
  await read('reading .tar.bz2', archive);
  await read('reading .tar.bz2, 4 times', largeArchive);
  console.log(`ratio of the first imports: ${(fourth / first).toFixed(2)} (bar: 4.4)`);
} finally {
  rmSync(folder, { recursive: true });
}
