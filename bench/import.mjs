// Times ./maillage import on the annuaire of all France, once and four times over: first import, then unchanged, with the peak memory of the process.
//   node bench/import.mjs FOLDER      where FOLDER holds service-public/annuaire-v4/2017-france-data.gouv_local.json.gz
import { spawn, execFileSync } from 'node:child_process';
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { once } from 'node:events';
import { createGunzip, createGzip } from 'node:zlib';
import { fileURLToPath } from 'node:url';

const corpus = process.argv[2] ?? process.env.MAILLAGE_CORPUS;
if (!corpus) { console.error('usage: node bench/import.mjs FOLDER'); process.exit(2); }
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const program = join(root, 'src/Api/bin/Release/net10.0/Maillage.Api.dll');
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

function source(file) {
  const yaml = join(folder, 'annuaire.yaml');
  writeFileSync(yaml, `id: annuaire\nnom: Annuaire\nproducteur: DILA\nattribution: DILA\nlicence: etalab-2.0\nformat: annuaire-v4\nidentifiant: ancien_code_pivot\nfichier: ${file}\n`);
  return yaml;
}

async function run(label, file, database) {
  const begin = process.hrtime.bigint();
  const child = spawn('dotnet', [program, 'import', source(file), '--store', `sqlite:${join(folder, database)}`], { stdio: ['ignore', 'pipe', 'ignore'] });
  let peak = 0;
  const watch = setInterval(() => {
    try {
      peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0));
    } catch { /* the process has just ended */ }
  }, 50);
  let said = '';
  child.stdout.on('data', (text) => { said += text; });
  const [code] = await once(child, 'close');
  clearInterval(watch);
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
  console.log(`${label.padEnd(24)} ${seconds.toFixed(1).padStart(6)} s   ${(peak / 1024).toFixed(0).padStart(5)} MB peak   ${said.split('\n')[0]}`);
  if (code !== 0) process.exitCode = 1;
  return seconds;
}

try {
  execFileSync('dotnet', ['build', join(root, 'src/Api'), '-c', 'Release', '-v:quiet', '-nologo'], { stdio: 'inherit' });
  const first = await run('56 794, first', once1, 'un.db');
  await run('56 794, unchanged', once1, 'un.db');
  const large = await fourTimes();
  console.log(`four times the data: ${(statSync(large).size / 1e6).toFixed(0)} MB compressed`);
  const fourth = await run('227 176, first', large, 'quatre.db');
  await run('227 176, unchanged', large, 'quatre.db');
  console.log(`ratio of the first imports: ${(fourth / first).toFixed(2)} (bar: 4.4)`);
} finally {
  rmSync(folder, { recursive: true });
}
