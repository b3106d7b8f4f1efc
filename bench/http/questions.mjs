// What is asked: lists of questions drawn from the data with a fixed seed, the same for every server and every run.

/** Mulberry32: small, even enough, and the same everywhere. */
export function generator(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { next, below: (limit) => Math.floor(next() * limit), among: (list) => list[Math.floor(next() * list.length)] };
}

function shuffled(list, random) {
  const copy = [...list];
  for (let last = copy.length - 1; last > 0; last--) {
    const other = random.below(last + 1);
    [copy[last], copy[other]] = [copy[other], copy[last]];
  }
  return copy;
}

/** FlatGeobuf keeps nothing that has no place: what is asked of all is about located lieux. */
const located = (lieu) => lieu.latitude !== null;

/** Lieux by their id. */
export function someLieux(lieux, count) {
  const random = generator(1);
  return shuffled(lieux.filter(located), random).slice(0, count).map(({ id }, rank) => ({ id, rank }));
}

/** Communes of twelve lieux or more: their page of 20 is full, or nearly. */
export function someCommunes(lieux) {
  const communes = groupBy(lieux, ({ code_insee }) => code_insee);
  return shuffled([...communes].filter(([, list]) => list.length >= 12 && list.every(located)), generator(2))
    .map(([code, list]) => ({ code, expected: new Set(list.map(({ id }) => id)) }));
}

function groupBy(list, key) {
  const groups = new Map();
  for (const item of list) {
    if (!groups.has(key(item))) groups.set(key(item), []);
    groups.get(key(item)).push(item);
  }
  return groups;
}

/** Rectangles around a lieu that hold 85 to 100 of them: one page of 100 says everything. Their edges touch no lieu: those have six decimals. */
export function someRectangles(lieux, count) {
  const random = generator(3);
  const points = lieux.filter(located);
  const inside = ([west, south, east, north]) => points.filter(({ longitude, latitude }) => longitude >= west && longitude <= east && latitude >= south && latitude <= north);
  const found = [];
  while (found.length < count) {
    const centre = random.among(points);
    const around = (half) => [centre.longitude - half, centre.latitude - half, centre.longitude + half, centre.latitude + half].map((degrees) => Number((Math.round(degrees * 1e4) / 1e4 + 0.0000437).toFixed(7)));
    for (let low = 0, high = 2, step = 0; step < 14; step++) {
      const half = (low + high) / 2;
      const held = inside(around(half));
      if (held.length >= 85 && held.length <= 100) {
        found.push({ box: around(half), expected: new Set(held.map(({ id }) => id)) });
        break;
      }
      if (held.length < 85) low = half;
      else high = half;
    }
  }
  return found;
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz';

/** One letter wrong: another, missing, one too many, or two exchanged. */
function misspelt(word, random) {
  const at = 1 + random.below(word.length - 2);
  const letter = random.among(alphabet);
  return random.among([
    () => word.slice(0, at) + letter + word.slice(at + 1),
    () => word.slice(0, at) + word.slice(at + 1),
    () => word.slice(0, at) + letter + word.slice(at),
    () => word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2),
  ])();
}

function distinct(count, draw) {
  const drawn = new Set();
  for (let tries = 0; drawn.size < count && tries < count * 20; tries++) drawn.add(draw());
  return [...drawn];
}

/** Texts with a letter wrong in the name of a commune, and in a word of a name before it half of the time. */
export function typos(lieux, count) {
  const random = generator(4);
  const communes = [...new Set(lieux.map(({ commune }) => commune))].filter((name) => name.length >= 5);
  const words = ['mairie', 'bibliotheque', 'medecine', 'accueil', 'caisse', 'maison', 'emploi', 'social', 'jeunesse', 'logement'];
  return distinct(count, () => {
    const commune = random.among(communes);
    const wrong = misspelt(commune, random);
    return random.next() < 0.5 ? wrong : `${misspelt(random.among(words), random)} ${commune}`;
  });
}

/** Rectangles of every size, up to half of France, never the same. */
export function anyRectangles(count) {
  const random = generator(5);
  return distinct(count, () => {
    const [west, south] = [-5 + random.next() * 12, 41.5 + random.next() * 8];
    return [west, south, west + 0.2 + random.next() * 6, south + 0.2 + random.next() * 5].map((degrees) => degrees.toFixed(4)).join(',');
  });
}

/** Instants of two years, to the minute, never the same. */
export function instants(count) {
  const random = generator(6);
  const begin = Date.UTC(2026, 0, 1);
  return distinct(count, () => new Date(begin + random.below(2 * 365 * 24 * 60) * 60_000).toISOString().slice(0, 16));
}
