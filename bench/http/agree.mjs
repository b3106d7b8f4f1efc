// Before measuring: the same question has the same answer everywhere, in about as many bytes.
import { ours } from './rows.mjs';
import { Refusal } from './tools.mjs';

const sample = 25;
const fairness = 0.2;

/** The ids that an answer holds, whatever its shape. */
function idsOf(answer) {
  const items = Array.isArray(answer) ? answer : answer.features ?? answer.donnees ?? [answer];
  return items.map((item) => item.properties?.id ?? item.id);
}

async function asked(server, path) {
  const answer = await fetch(server.url + path, { headers: { 'accept-encoding': 'identity' } });
  const text = await answer.text();
  if (!answer.ok) throw new Refusal(`${server.name}${path}: ${answer.status} ${text.slice(0, 300)}`);
  return { bytes: Buffer.byteLength(text), ids: idsOf(JSON.parse(text)) };
}

/** A page holds as many as it may, each once, all among those that answer. A set that fits in the page is thus the same everywhere. */
function complaint(ids, { expected, id }, limit) {
  const all = expected ?? new Set([id]);
  const wanted = Math.min(limit, all.size);
  if (ids.length !== wanted || new Set(ids).size !== wanted) return `${ids.length} lieux instead of ${wanted}`;
  const stranger = ids.find((one) => !all.has(one));
  return stranger ? `${stranger} does not answer the question` : null;
}

/** The sizes of the answers of this peer beside ours, row by row; refuses a disagreement. */
export async function agree(maillage, server, peer, questions) {
  const limits = { fiche: 1, commune: 20, rectangle: 100 };
  const sizes = {};
  for (const [row, limit] of Object.entries(limits)) {
    let [mine, theirs, lieux, whole] = [0, 0, 0, 0];
    for (const question of questions[row].slice(0, sample)) {
      const [us, them] = [await asked(maillage, ours[row](question, peer.format)), await asked(server, peer.ask[row](question))];
      for (const [name, { ids }] of [['maillage', us], [peer.name, them]]) {
        const wrong = complaint(ids, question, limit);
        if (wrong) throw new Refusal(`${name} does not agree on ${row} ${question.id ?? question.code ?? question.box}: ${wrong}`);
      }
      if (us.ids.length < limit || (question.expected?.size ?? 1) === limit) whole++;
      mine += us.bytes;
      theirs += them.bytes;
      lieux += us.ids.length;
    }
    sizes[row] = { nous: Math.round(mine / sample), eux: Math.round(theirs / sample), rapport: theirs / mine, lieux: lieux / sample, entieres: whole, questions: sample };
    if (Math.abs(theirs / mine - 1) > fairness) throw new Refusal(`${peer.name} sends ${(theirs / mine).toFixed(2)} times our bytes on ${row}: not a fair comparison`);
  }
  return sizes;
}
