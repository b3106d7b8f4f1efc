// The rows of the table: what is asked, of whom, and what is expected. Adding a measure is adding a row.
import { anyRectangles, instants, someCommunes, someLieux, someRectangles, typos } from './questions.mjs';

const facetted = 'types,typologie,niveau_accueil,thematiques,services,accessibilite_pmr';

/** Questions that several rows share. */
export function questionsOf(lieux, { seconds, rounds }) {
  // As many as a run could use up, so that none is asked twice.
  const never = Math.min(300_000, Math.ceil(seconds * (rounds + 1) * 2500));
  return {
    fiche: someLieux(lieux, 500),
    commune: someCommunes(lieux),
    rectangle: someRectangles(lieux, 400),
    faute: typos(lieux, Math.min(never, 150_000)).map((text) => ({ text })),
    facettes: anyRectangles(never).map((box) => ({ box })),
    ouvert: instants(Math.min(never, 300_000)).map((instant) => ({ instant })),
  };
}

/** How our API is asked each question; lists in the format of the peer it stands beside. */
export const ours = {
  fiche: ({ id }, format = 'json') => `/api/v1/lieux/${id}${format === 'json' ? '' : `?format=${format}`}`,
  commune: ({ code }, format = 'json') => `/api/v1/lieux.${format}?code_insee=${code}&limite=20`,
  rectangle: ({ box }, format = 'json') => `/api/v1/lieux.${format}?bbox=${box.join(',')}&limite=100`,
  faute: ({ text }) => `/api/v1/lieux?q=${encodeURIComponent(text)}&limite=20`,
  facettes: ({ box }) => `/api/v1/lieux?facettes=${facetted}&bbox=${box}&limite=20`,
  ouvert: ({ instant }) => `/api/v1/lieux?ouvert_a=${instant}&limite=20`,
};

/** `ceiling`: share of what Kestrel alone sends. `fast`: requests a second at least, and p99 in milliseconds at most. `peers`: how many times as many requests a second as each peer. */
export const rows = [
  { id: 'fiche', nom: 'un lieu par son identifiant', questions: 'fiche', ceiling: 0.75, peers: 10 },
  { id: 'commune', nom: 'page de 20 par commune', questions: 'commune', ceiling: 0.6, peers: 10 },
  { id: 'rectangle', nom: 'page de 100 par rectangle', questions: 'rectangle', ceiling: 0.6, peers: 10 },
  { id: '304', nom: '304 (If-None-Match)', questions: 'commune', tagged: true, ceiling: 0.6 },
  { id: 'export', nom: 'export entier préparé', questions: 'export', ceiling: 0.9 },
  { id: 'faute', nom: 'texte avec une faute', questions: 'faute', fast: { debit: 1000, p99: 20 }, finds: 0.5 },
  { id: 'facettes', nom: 'facettes sur six vocabulaires', questions: 'facettes', fast: { debit: 1000, p99: 20 } },
  { id: 'ouvert', nom: 'ouvert_a sur toute la France', questions: 'ouvert', fast: { debit: 1000, p99: 20 } },
];

/** Why a row cannot be measured on this build; null when it can. */
export async function absence(row, url, questions) {
  if (row.questions === 'export') return (await exportPath(url)) ? null : "l'API ne sert pas encore d'exports préparés";
  const answers = await Promise.all(questions[row.questions].slice(0, 40).map((question) => fetch(url + ours[row.questions](question))));
  const bodies = await Promise.all(answers.map((answer) => answer.json()));
  const refused = answers.findIndex((answer) => !answer.ok);
  if (refused >= 0) return `l'API répond ${answers[refused].status} (${bodies[refused].title ?? 'sans titre'})`;
  const finding = bodies.filter(({ total }) => total > 0).length;
  if (row.finds && finding < bodies.length * row.finds) return `${finding} questions sur ${bodies.length} trouvent un lieu`;
  return null;
}

/** Address of the largest file of lieux that the manifest of exports names; null when there is none. */
export async function exportPath(url) {
  const answer = await fetch(`${url}/api/v1/exports`);
  if (!answer.ok) return null;
  const named = new Set((await answer.text()).match(/\/api\/v1\/exports\/[^"?]*lieux[^"?]*\.(?:json|geojson|ndjson|csv)(?=")/g) ?? []);
  const sizes = await Promise.all([...named].map(async (path) => [path, Number((await fetch(url + path, { method: 'HEAD', headers: { 'accept-encoding': 'identity' } })).headers.get('content-length'))]));
  return sizes.sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}
