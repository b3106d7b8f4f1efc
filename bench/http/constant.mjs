// A client at a constant rate: each request leaves at its time whether or not the others have come back, and its latency counts from that time (no coordinated omission).
// The clock of Node.js ticks every millisecond: that much is added at most.
//   node constant.mjs URL LIST RATE SECONDS       one JSON line a second: { t, n, erreurs, p50, p99, max }, then { total } with how many failed for each reason
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';

const [address, list, rateText, secondsText] = process.argv.slice(2);
const { hostname, port } = new URL(address);
const rate = Number(rateText);
const seconds = Number(secondsText);
const requests = readFileSync(list, 'utf8').trim().split('\n').map((path) => Buffer.from(`GET ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`));

// As browsers and proxies do: a connection idle for longer is not used again, since a server (ours after 130 s) may be closing it just then.
const longestIdle = 60_000;

const free = [];
const waiting = [];
let current = [];
let errors = 0;
const reasons = {};
let open = 0;
let sentInAll = 0;
const all = { n: 0, erreurs: 0, latences: [] };

/** A connection that carries one request at a time. */
function connection() {
  open++;
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  const one = { socket, since: 0, need: -1, head: '', failure: null, idleSince: 0 };
  socket.on('data', (bytes) => receive(one, bytes));
  socket.on('error', () => {});
  socket.on('close', () => {
    open--;
    const rank = free.indexOf(one);
    if (rank >= 0) free.splice(rank, 1);
    if (one.since) finished(one, one.failure ?? (one.need < 0 ? 'closed before an answer' : 'closed within an answer'));
  });
  return one;
}

/** Reads the status and the length in the head, then counts the bytes of the body. */
function receive(one, bytes) {
  let body = bytes.length;
  if (one.need < 0) {
    one.head += bytes.toString('latin1');
    const end = one.head.indexOf('\r\n\r\n');
    if (end < 0) return;
    one.failure = one.head.startsWith('HTTP/1.1 200') ? null : `status ${one.head.slice(9, 12)}`;
    const length = /\r\ncontent-length: (\d+)/i.exec(one.head.slice(0, end));
    if (!length) { one.socket.destroy(); return; }
    one.need = Number(length[1]);
    body = one.head.length - end - 4;
    one.head = '';
  }
  one.need -= body;
  if (one.need > 0) return;
  one.need = -1;
  finished(one, one.failure);
  const next = waiting.shift();
  if (next) send(one, next);
  else rest(one);
}

function rest(one) {
  one.idleSince = performance.now();
  free.push(one);
}

/** The connection used last, as most clients do: those that a busy moment opened stay idle. */
function takeFree(now) {
  const one = free.pop();
  if (!one || now - one.idleSince <= longestIdle) return one;
  // Those before it have been idle for longer still.
  for (const old of [one, ...free.splice(0)]) old.socket.destroy();
  return undefined;
}

function finished(one, failure) {
  current.push(performance.now() - one.since);
  if (failure) {
    errors++;
    reasons[failure] = (reasons[failure] ?? 0) + 1;
  }
  one.since = 0;
}

function send(one, { request, at }) {
  one.since = at;
  one.failure = null;
  one.socket.write(request);
}

const begin = performance.now();
function tick() {
  const now = performance.now();
  const due = Math.min(rate * seconds, Math.floor(((now - begin) / 1000) * rate));
  for (; sentInAll < due; sentInAll++) {
    const one = { request: requests[sentInAll % requests.length], at: begin + (sentInAll / rate) * 1000 };
    // As many connections as are needed, up to many more than a browser would open.
    const rested = takeFree(now);
    if (rested) send(rested, one);
    else if (open < 256) send(connection(), one);
    else waiting.push(one);
  }
  if (now - begin < seconds * 1000 || (all.n + current.length < sentInAll && now - begin < (seconds + 30) * 1000)) setTimeout(tick, 1);
  else end();
}

const percentile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null;

function report() {
  const sorted = current.sort((a, b) => a - b);
  all.n += sorted.length;
  all.erreurs += errors;
  for (const latency of sorted) all.latences.push(latency);
  console.log(JSON.stringify({ t: Math.round((performance.now() - begin) / 1000), n: sorted.length, erreurs: errors, p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99), max: sorted.at(-1) ?? null }));
  current = [];
  errors = 0;
}

function end() {
  clearInterval(reports);
  report();
  const sorted = Float64Array.from(all.latences).sort();
  const lost = sentInAll - all.n;
  if (lost) reasons['no answer'] = lost;
  console.log(JSON.stringify({ total: { n: all.n, erreurs: all.erreurs + lost, raisons: reasons, p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99), p999: percentile(sorted, 0.999), max: sorted.at(-1) ?? null, debit: all.n / seconds } }));
  process.exit(0);
}

const reports = setInterval(report, 1000);
tick();
