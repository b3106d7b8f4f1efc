// An honest reader: asks for pages at a steady rate, tells how long each took; a page that does not come in ten seconds has failed.
//   fork('lecteur.mjs', [url, seconds, rate]) → one message: { servies, echecs, p50, p99, pire }, in milliseconds
import { Agent, request } from 'node:http';

const [url, seconds, rate] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const agent = new Agent({ keepAlive: true, maxSockets: 200 });
const waits = [];
const asked = [];
let failed = 0;

/** From when the page was due: a reader that is late itself hides nothing. */
const ask = (due) => new Promise((resolve) => {
  const call = request(`${url}/api/v1/lieux?code_departement=04&limite=20`, { agent, timeout: 10_000 }, (answer) => {
    answer.resume();
    answer.on('end', () => { if (answer.statusCode === 200) waits.push(performance.now() - due); else failed++; resolve(); });
  });
  call.on('timeout', () => call.destroy());
  call.on('error', () => { failed++; resolve(); });
  call.end();
});

for (let sent = 0, begun = performance.now(); sent < seconds * rate; sent++) {
  const due = begun + (sent * 1000) / rate;
  if (due > performance.now()) await new Promise((resolve) => { setTimeout(resolve, due - performance.now()); });
  asked.push(ask(due));
}
await Promise.all(asked);
agent.destroy();
waits.sort((a, b) => a - b);
const at = (share) => waits[Math.min(waits.length - 1, Math.floor(share * waits.length))];
process.send({ servies: waits.length, echecs: failed, p50: at(0.5), p99: at(0.99), pire: waits.at(-1) });
process.disconnect();
