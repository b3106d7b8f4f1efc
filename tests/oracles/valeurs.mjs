// A second reading of phones, SIRET, INSEE codes and postal codes, written from the rules alone and in another way than the product:
// a cell goes in, { value, state } comes out. State is "vide" (nothing was said), "ok", or "refuse" (something was said that is no value).
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

const empty = { value: null, state: 'vide' };
const refused = { value: null, state: 'refuse' };
const ok = (value) => ({ value, state: 'ok' });

// ---- phone ----

// Country code by the first digits of the nine-digit national number (written with 0 before it inside France).
const codeByPrefix = new Map([
  ...['590', '690', '691'].map((prefix) => [prefix, '590']),
  ...['594', '694'].map((prefix) => [prefix, '594']),
  ...['596', '696', '697'].map((prefix) => [prefix, '596']),
  ...['262', '263', '692', '693', '269', '639'].map((prefix) => [prefix, '262']),
]);

// +269 was Mayotte's until 2007; its numbers are now those of +262 that begin with 269 or 639, so that the prefix alone decides.
const nationalPlan = new Set(['33', '590', '594', '596', '262', '269']);

// Territories with a plan of their own: by country code, the INSEE prefix and the length of a number.
const pacific = new Map([
  ['687', { insee: '988', length: 6 }],
  ['689', { insee: '987', length: 8 }],
  ['681', { insee: '986', length: 6 }],
  ['508', { insee: '975', length: 6 }],
]);

const emergency = /^1(?:[578]|1\d)$/;
const shortNumber = /^[13](?:\d{1,3}|\d{5})$/;

// What a number is written with. The same stands between two numbers: only the count of digits tells.
const run = /[\d\s.,/()\-\u2010-\u2015+]+/gu;

/** The first number of a cell, in international form; a short number as it is dialled. */
function telephone({ raw, insee }) {
  if (!/[\p{L}\d]/u.test(raw)) return empty;
  const emergencies = [];
  for (const { 0: text, index } of raw.matchAll(run)) {
    const number = /\d/.test(text) ? firstOf(text, insee ?? '') ?? (touchesALetter(raw, text, index) ? null : loneShortNumber(text)) : null;
    // "17 ou 05 46 …": an emergency number stands for the country, a whole number for the place.
    if (number && emergency.test(number)) emergencies.push(number);
    else if (number) return ok(number);
  }
  return emergencies.length > 0 ? ok(emergencies[0]) : refused;
}

// "13h30" holds no number, "Tel01 23 45 67 89" does: only what is short must stand alone.
function touchesALetter(raw, text, index) {
  return (/^\d/.test(text) && /\p{L}$/u.test(raw.slice(0, index))) || (/\d$/.test(text) && /^\p{L}/u.test(raw.slice(index + text.length)));
}

// The groups of digits are added one to the other until they make a number; a number never ends inside a group, and digits left
// behind it put it in doubt unless a number begins there too.
function firstOf(text, insee) {
  const groups = groupsOf(text);
  const { number, next } = firstStart(groups, insee) ?? {};
  return number && (next === groups.length || firstStart(groups.slice(next), insee, shortNumber)) ? number : null;
}

function firstStart(groups, insee, orElse = null) {
  let text = '';
  for (let next = 1; next <= groups.length && text.length < 20; next += 1) {
    text += groups[next - 1];
    const number = international(text, insee) ?? (orElse?.test(text) ? text : null);
    if (number) return { number, next };
  }
  return null;
}

// ["+33", "", "1", …]: a plus sign belongs to the group that follows it; a zero in parentheses is only there for callers in France.
function groupsOf(text) {
  const groups = [...text.replace(/\+\s+/gu, '+').matchAll(/\(0\)|\+?\d+/gu)];
  return groups.map(([group], index) => (group !== '(0)' ? group : index === 0 ? '0' : ''));
}

// A short number takes the run whole, or what a comma, or a dash or slash between spaces, cuts from it.
function loneShortNumber(text) {
  const [first] = text.split(/,|\s[/\-\u2010-\u2015]\s/u).filter((part) => /\d/.test(part));
  const digits = first.replace(/[\s.()]/gu, '');
  return shortNumber.test(digits) ? digits : null;
}

/** The number that a text of digits (after a plus or not) is, all of it; null when it is none. */
function international(text, insee) {
  // "+01 47 98 59 27": a plus sign before a number as it is dialled inside France.
  if (/^\+0[1-9]\d{8}$/.test(text)) return national(text.slice(2));
  const abroad = /^(?:\+|00)(\d+)$/.exec(text)?.[1];
  if (abroad) return withCountryCode(abroad);
  if (!/^\d+$/.test(text)) return null;
  const [code, plan] = [...pacific].find(([, { insee: prefix }]) => insee.startsWith(prefix)) ?? [];
  if (plan && text.length === plan.length) return `+${code}${text}`;
  // The country code of the territory itself, its plus sign forgotten: "(687) 41 50 39".
  if (plan && text.startsWith(code) && text.length === code.length + plan.length) return `+${text}`;
  if (/^0[1-9]\d{8}$/.test(text)) return national(text.slice(1));
  // A spreadsheet ate the zero. Only where the plan is known to be that of France: elsewhere nine digits may be anything.
  return /^[1-9]\d{8}$/.test(text) && inMetropolitanFrance(insee) ? national(text) : null;
}

function withCountryCode(digits) {
  for (const code of [digits.slice(0, 2), digits.slice(0, 3)]) {
    const rest = digits.slice(code.length);
    if (nationalPlan.has(code)) {
      const nine = /^0?([1-9]\d{8})$/.exec(rest)?.[1];
      return nine && belongs(code, nine) ? national(nine, code) : null;
    }
    if (pacific.has(code)) return /^\d+$/.test(rest) && rest.length === pacific.get(code).length ? `+${digits}` : null;
  }
  return null;
}

// Under an overseas code stand the prefixes of some overseas code, and the numbers without a place (08, 09).
function belongs(code, nine) {
  return code === '33' || codeByPrefix.has(nine.slice(0, 3)) || (/^[89]/.test(nine) && code !== '269');
}

function national(nine, otherwise = '33') {
  const code = codeByPrefix.get(nine.slice(0, 3)) ?? otherwise;
  return `+${code}${nine}`;
}

function inMetropolitanFrance(insee) {
  return inseePattern.test(insee) && !/^9[78]/.test(insee);
}

// ---- SIRET ----

function siret({ raw }) {
  // "34106240403159/APE:8790B": the activity of the establishment after its number.
  const digits = raw.replace(/\s/gu, '').replace(/^(\d{14})\/APE.*$/, '$1');
  if (/^0+$/.test(digits)) return empty;
  if (/^\d{14}$/.test(digits)) return isSiret(digits) ? ok(digits) : refused;
  // A spreadsheet eats a leading zero; the two keys tell that it was there.
  return /^\d{13}$/.test(digits) && isSiret(`0${digits}`) ? ok(`0${digits}`) : refused;
}

function isSiret(digits) {
  const siren = digits.slice(0, 9);
  // 8,32346E+13 in a spreadsheet: the end of the number is lost.
  if (/0{7}$/.test(digits) || !luhn(siren)) return false;
  return luhn(digits) || (siren === '356000000' && sum([...digits].map(Number)) % 5 === 0);
}

function luhn(digits) {
  return sum([...digits].reverse().map((digit, index) => {
    const weighed = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return weighed > 9 ? weighed - 9 : weighed;
  })) % 10 === 0;
}

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

// ---- INSEE code of a commune ----

const inseePattern = /^([013-9][0-9]|2[AB1-9])[0-9]{3}$/;
let cog = null;

function insee({ raw }) {
  const code = /^\d{4}$/.test(raw) ? `0${raw}` : raw;
  const current = inseePattern.test(code) ? currentCode(code) : undefined;
  return current ? ok(current) : refused;
}

function currentCode(code) {
  cog ??= {
    current: new Set(table('communes').map((row) => row.code)),
    former: new Map(table('anciens-codes').map((row) => [row.ancien_code, row.code_actuel])),
  };
  return cog.current.has(code) ? code : cog.former.get(code);
}

function table(name) {
  return parse(readFileSync(new URL(`../../data/cog/${name}.csv`, import.meta.url)), { bom: true, columns: true });
}

// ---- postal code ----

function codePostal({ raw }) {
  // "30252Cedex": the word belongs to the cell of the commune.
  const digits = raw.replace(/\s*cedex$/iu, '');
  if (/^\d{5}$/.test(digits)) return ok(digits);
  return /^\d{4}$/.test(digits) ? ok(`0${digits}`) : refused;
}

const kinds = { telephone, siret, insee, code_postal: codePostal };

/** Judges cells of one kind, in their order: [{ value, state }]. A phone is read in the commune where it rings: `insee`. */
export function valeurs({ kind, cells }) {
  if (!Object.hasOwn(kinds, kind)) throw new Error(`unknown kind "${kind}": ${Object.keys(kinds).join(', ')}`);
  return cells.map((cell) => {
    const raw = (cell.raw ?? '').trim();
    if (raw === '') return empty;
    return raw.includes('\uFFFD') ? refused : kinds[kind]({ ...cell, raw });
  });
}
