// Independent validators behind one line protocol: a JSON request per line on stdin, a JSON answer per line on stdout.
//   {"id":1,"op":"geojson","text":"…"}  →  {"id":1,"ok":true,"result":[…]}  or  {"id":1,"ok":false,"error":"…"}
// What a validator says about bad data is a result; ok:false means that the question itself could not be answered.
import { createInterface } from 'node:readline';
import { getIssues } from '@placemarkio/check-geojson';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'csv-parse/sync';
import OpeningHours from 'opening_hours';
import { Schema } from 'tableschema';
import { localisables } from './partenaires.mjs';
import { valeurs } from './valeurs.mjs';

// stdout belongs to the protocol: whatever a library prints goes to stderr.
console.log = console.info = console.warn = console.debug = console.error;

const validators = new Map();

/** The instances that a JSON Schema (2020-12, strict mode, formats checked) refuses. `keywords`: annotations to let through. */
function jsonschema({ schema, instances, keywords = [] }) {
  const key = JSON.stringify([schema, keywords]);
  if (!validators.has(key)) {
    // Union types stay allowed: ["string", "null"] is how an optional value is published.
    const ajv = new Ajv2020.default({ strict: true, allowUnionTypes: true, allErrors: true });
    addFormats.default(ajv);
    keywords.forEach((keyword) => ajv.addKeyword({ keyword }));
    validators.set(key, ajv.compile(schema));
  }
  const validate = validators.get(key);
  return instances.flatMap((instance, index) => (validate(instance)
    ? []
    : [{ index, errors: validate.errors.map(({ instancePath, message, params }) => `${instancePath || '/'} ${message} ${JSON.stringify(params)}`) }]));
}

// tableschema 1.12.6 casts types and checks enum, minLength, maxLength, minimum and maximum well. What it gets wrong, checked by
// trying it, is done here:
//  - pattern is tried on the cast value (a Date, a number), unanchored: we try the raw text ourselves;
//  - unique and primaryKey are only checked by its Table, which forgets the rows that have another error and lets a null key pass;
//  - an extra column, or columns in another order, pass its header check; its CSV reader trims cells on the left;
//  - a number may hold spaces.
// Not checked by either: foreignKeys. Lengths are counted in UTF-16 units.
const numberText = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$|^(?:NaN|-?INF)$/;

/** The errors of a CSV text against a Table Schema: { row, column, message }, row 1 being the header. */
async function tableschema({ schema, csv, anchored = false, delimiter = ',' }) {
  const loaded = await Schema.load(withoutPatterns(schema), { strict: true });
  const columns = loaded.fields.map((field, index) => {
    const { constraints = {} } = schema.fields[index];
    const pattern = constraints.pattern === undefined
      ? null
      : new RegExp(anchored ? `^(?:${constraints.pattern})$` : constraints.pattern);
    return { field, pattern };
  });
  const primary = [schema.primaryKey ?? []].flat();
  const unique = schema.fields.filter(({ name, constraints }) => constraints?.unique && primary.join() !== name).map(({ name }) => [name]);
  const keys = [...unique, ...(primary.length > 0 ? [primary] : [])].map((names) => (
    { names, required: names === primary, indexes: names.map((name) => loaded.fieldNames.indexOf(name)), seen: new Map() }));
  const missing = new Set(loaded.descriptor.missingValues);

  const [header = [], ...rows] = parse(csv, { bom: true, delimiter, relax_column_count: true, skip_empty_lines: false });
  const errors = headerErrors(header, loaded.fieldNames);
  rows.forEach((cells, index) => {
    const row = index + 2;
    if (cells.length !== columns.length) {
      errors.push({ row, column: null, message: `${cells.length} cells where the schema has ${columns.length} fields` });
      return;
    }
    columns.forEach((column, at) => {
      const message = cellError(column, cells[at], missing);
      if (message) errors.push({ row, column: column.field.name, message });
    });
    errors.push(...keys.flatMap((key) => keyError(key, cells, row, missing)));
  });
  return errors;
}

function withoutPatterns(schema) {
  const copy = structuredClone(schema);
  copy.fields.forEach((field) => delete field.constraints?.pattern);
  return copy;
}

function headerErrors(header, names) {
  const errors = [
    ...names.filter((name) => !header.includes(name)).map((name) => ({ column: name, message: `column "${name}" is missing` })),
    ...header.filter((name) => !names.includes(name)).map((name) => ({ column: name, message: `column "${name}" is not in the schema` })),
  ];
  if (errors.length === 0 && header.join('\n') !== names.join('\n')) {
    errors.push({ column: null, message: `columns are not those of the schema, once each, in its order: ${header.join(', ')}` });
  }
  return errors.map((error) => ({ row: 1, ...error }));
}

function cellError({ field, pattern }, text, missing) {
  try {
    field.castValue(text);
  } catch (error) {
    return error.message;
  }
  if (missing.has(text)) return null;
  const { type, descriptor } = field;
  if (type === 'number' && descriptor.decimalChar === undefined && descriptor.groupChar === undefined && !numberText.test(text)) {
    return `"${text}" is not a number as the specification writes it`;
  }
  return pattern && !pattern.test(text) ? `"${text}" does not match ${pattern.source}` : null;
}

function keyError({ names, required, indexes, seen }, cells, row, missing) {
  const values = indexes.map((index) => cells[index]);
  const column = names.join(', ');
  if (values.some((value) => missing.has(value))) {
    // The specification: a primary key is required; a unique field may be empty more than once.
    return required ? [{ row, column, message: 'a primary key is required' }] : [];
  }
  const key = JSON.stringify(values);
  const first = seen.get(key);
  if (first === undefined) {
    seen.set(key, row);
    return [];
  }
  return [{ row, column, message: `"${values.join(', ')}" is already in row ${first}: unique` }];
}

/** Reads OSM opening hours as France does; `values` only says which are valid unless `from` is given too, `value` also when it is open. */
function openingHours({ value, values, lat = 44.09, lon = 6.24, from, to, state, timeZone = 'Europe/Paris' }) {
  // The library reckons in the local time of the process; Node re-reads TZ when it is set.
  process.env.TZ = timeZone;
  // Coordinates go as text: given numbers, the library silently takes sunrise to be at 6:00.
  const place = { lat: String(lat), lon: String(lon), address: { country_code: 'fr', state } };
  const read = (text) => new OpeningHours(text, place, { mode: 2, locale: 'fr' });
  const attempt = (text, tell) => {
    try {
      return { valid: true, ...tell(read(text)) };
    } catch (error) {
      return { valid: false, error: String(error?.message ?? error) };
    }
  };
  if ((!values || from) && (Number.isNaN(Date.parse(from)) || Number.isNaN(Date.parse(to)))) throw new Error('from and to must be local instants');
  const whole = (hours) => ({
    intervals: hours.getOpenIntervals(new Date(from), new Date(to))
      .map(([start, end, unknown, comment]) => [localText(start), localText(end), unknown, comment ?? null]),
    warnings: hours.getWarnings(),
  });
  return values ? values.map((text) => attempt(text, from ? whole : () => ({}))) : attempt(value, whole);
}

/** For each text, the state at each instant (ISO 8601, with its offset): o(pen), c(losed), u(nknown), x where the library gives up; null when it cannot read the text. */
function ouvertures({ values, instants, lat = 44.09, lon = 6.24, state, timeZone = 'Europe/Paris' }) {
  process.env.TZ = timeZone;
  const place = { lat: String(lat), lon: String(lon), address: { country_code: 'fr', state } };
  const dates = instants.map((instant) => new Date(instant));
  return values.map((text) => {
    let hours;
    try {
      hours = new OpeningHours(text, place, { mode: 2, locale: 'fr' });
    } catch {
      return null;
    }
    return dates.map((date) => {
      try {
        const [open, , unknown] = hours.getStatePair(date);
        return open ? 'o' : unknown ? 'u' : 'c';
      } catch {
        return 'x';
      }
    }).join('');
  });
}

function localText(date) {
  const two = (number) => String(number).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** What check-geojson (RFC 7946, duplicate keys included) finds in a text. */
function geojson({ text }) {
  return getIssues(text).map(({ message, severity, from, to }) => ({ message, severity, from, to }));
}

const operations = { jsonschema, tableschema, opening_hours: openingHours, ouvertures, geojson, valeurs, localisables };

async function answer(line) {
  let id = null;
  try {
    const request = JSON.parse(line);
    id = request.id ?? null;
    const operation = Object.hasOwn(operations, request.op) ? operations[request.op] : null;
    if (!operation) throw new Error(`unknown operation "${request.op}": ${Object.keys(operations).join(', ')}`);
    return { id, ok: true, result: await operation(request) };
  } catch (error) {
    // tableschema puts what is wrong with a schema under `errors`.
    const details = (error?.errors ?? []).map((inner) => inner.message ?? String(inner));
    return { id, ok: false, error: [error?.message ?? String(error), ...details].join('; ') };
  }
}

// A stray rejection inside a library must not take the process away from the questions that follow.
process.on('uncaughtException', (error) => console.error(error));
process.on('unhandledRejection', (error) => console.error(error));

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  if (line.trim() !== '') process.stdout.write(`${JSON.stringify(await answer(line))}\n`);
}
