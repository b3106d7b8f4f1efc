// The pictures of the page: SVG as text, readable on a light and on a dark page.
import { bars, figure, number, peerRatios, ratio } from './bars.mjs';
import { rows } from './rows.mjs';

const style = `<style>
  text { font: 13px system-ui, sans-serif; fill: #1f2328 }
  .titre { font-weight: 600; font-size: 15px } .petit { font-size: 11px } .fin { text-anchor: end } .milieu { text-anchor: middle }
  .tenue { fill: #1a7f64 } .manquee { fill: #c2410c } .barre { stroke: #1f2328; stroke-width: 2 } .grille { stroke: #8c959f; stroke-opacity: .35 }
  .sans { stroke: #57606a; fill: none; stroke-width: 1.5 } .avec { stroke: #c2410c; fill: none; stroke-width: 1.5 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .barre { stroke: #e6edf3 } .tenue { fill: #3fb68b } .manquee { fill: #f0883e } .sans { stroke: #9da7b3 } .avec { stroke: #f0883e }
  }
</style>`;

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const svg = (width, height, title, content) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}">
<title>${escaped(title)}</title>
${style}
${content.join('\n')}
</svg>
`;

const [width, left, right, step] = [860, 300, 70, 26];

/** Bars beside a mark: one panel, from a height; `at` gives the place of a value, `items` are { label, value, bar, said }. */
function panel(top, title, items, at, ticks) {
  const bottom = top + 34 + items.length * step;
  const lines = [`<text class="titre" x="0" y="${top + 14}">${escaped(title)}</text>`];
  for (const [value, said] of ticks) {
    lines.push(`<line class="grille" x1="${at(value)}" x2="${at(value)}" y1="${top + 26}" y2="${bottom}"/>`, `<text class="petit milieu" x="${at(value)}" y="${bottom + 14}">${said}</text>`);
  }
  items.forEach(({ label, value, bar, said }, rank) => {
    const y = top + 30 + rank * step;
    lines.push(
      `<text class="fin" x="${left - 10}" y="${y + 15}">${escaped(label)}</text>`,
      `<rect class="${value >= bar ? 'tenue' : 'manquee'}" x="${left}" y="${y + 3}" width="${Math.max(1, at(value) - left).toFixed(1)}" height="${step - 9}" rx="2"/>`,
      `<text x="${(Math.max(at(value), at(bar)) + 7).toFixed(1)}" y="${y + 15}">${said}</text>`,
      `<line class="barre" x1="${at(bar)}" x2="${at(bar)}" y1="${y}" y2="${y + step - 3}"/>`);
  });
  return { lines, bottom: bottom + 30 };
}

/** Shares of the ceiling, then how many times each peer. */
export function picture(results) {
  const scale = width - left - right;
  const shares = rows.filter((row) => row.ceiling).map((row) => ({ label: row.nom, value: ratio(results, row.id, 'maillage', 'plafond'), bar: row.ceiling })).filter(({ value }) => value !== null)
    .map((one) => ({ ...one, said: number(one.value, 2) }));
  const times = peerRatios(results).map((one) => ({ label: `${one.label} : ${one.row.nom}`, value: one.ratio, bar: one.row.peers, said: `${figure(one.ratio)} ×` }));
  const content = [];
  let top = 4;
  if (shares.length) {
    const shown = panel(top, 'Débit, en part de Kestrel seul (trait : la barre)', shares, (value) => left + Math.min(1.1, value) * (scale / 1.1), [[0, '0'], [0.25, '0,25'], [0.5, '0,5'], [0.75, '0,75'], [1, '1']]);
    content.push(...shown.lines);
    top = shown.bottom;
  }
  if (times.length) {
    const most = Math.ceil(Math.log10(Math.max(100, ...times.map(({ value }) => value))));
    const decades = Array.from({ length: most + 1 }, (_, power) => [10 ** power, number(10 ** power)]);
    const shown = panel(top, 'Débit, en nombre de fois celui du pair (échelle logarithmique ; trait : la barre)', times, (value) => left + (Math.max(0, Math.log10(value)) / most) * scale, decades);
    content.push(...shown.lines);
    top = shown.bottom;
  }
  const met = bars(results);
  content.push(`<text class="petit" x="0" y="${top + 8}">${met.filter(({ tenue }) => tenue === true).length} barres tenues, ${met.filter(({ tenue }) => tenue === false).length} manquées, ${met.filter(({ tenue }) => tenue === null).length} non mesurées.</text>`);
  return svg(width, top + 16, 'Débits de Maillage comparés à Kestrel seul et aux pairs', content);
}

/** p99 and memory, second after second, without and with publications. */
export function timeline({ sans, avec }) {
  const [height, margin] = [170, 60];
  const end = Math.max(...[...sans.points, ...avec.points].map(({ t }) => t), 1);
  const x = (t) => margin + (t / end) * (width - margin - 20);
  const chart = (top, title, field) => {
    const most = Math.max(1, ...[...sans.points, ...avec.points].map((point) => point[field] ?? 0)) * 1.05;
    const y = (value) => top + 24 + height - (value / most) * height;
    const path = (points) => points.filter((point) => point[field] !== null).map((point) => `${x(point.t).toFixed(1)},${y(point[field]).toFixed(1)}`).join(' ');
    const grid = [0, 0.25, 0.5, 0.75, 1].map((share) => `<line class="grille" x1="${margin}" x2="${width - 20}" y1="${y(most * share)}" y2="${y(most * share)}"/><text class="petit fin" x="${margin - 6}" y="${y(most * share) + 4}">${figure(most * share)}</text>`);
    return [`<text class="titre" x="0" y="${top + 14}">${title}</text>`, ...grid, `<polyline class="sans" points="${path(sans.points)}"/>`, `<polyline class="avec" points="${path(avec.points)}"/>`];
  };
  return svg(width, 2 * (height + 50) + 40, 'p99 et mémoire au fil du temps, sans puis avec publications', [
    ...chart(4, 'p99 de chaque seconde, ms', 'p99'), ...chart(height + 54, 'mémoire, Mo', 'memoire'),
    `<text class="petit" x="${margin}" y="${2 * (height + 50) + 4}">0 s</text><text class="petit fin" x="${width - 20}" y="${2 * (height + 50) + 4}">${number(end)} s</text>`,
    `<line class="sans" x1="${margin}" x2="${margin + 30}" y1="${2 * (height + 50) + 24}" y2="${2 * (height + 50) + 24}"/><text class="petit" x="${margin + 36}" y="${2 * (height + 50) + 28}">sans publications</text>`,
    `<line class="avec" x1="${margin + 170}" x2="${margin + 200}" y1="${2 * (height + 50) + 24}" y2="${2 * (height + 50) + 24}"/><text class="petit" x="${margin + 206}" y="${2 * (height + 50) + 28}">avec publications</text>`,
  ]);
}
