import { formatNumber } from '../../sim/report/number.ts';
import type { Entry, PlotEntry, TableEntry } from '../../sim/report/transcript.ts';
import { boundPlot, boundTable } from './bounded.ts';
import { type Markup, markup } from './markup.ts';
import { type DrawnSeries, plotMarkup } from './plot.ts';
import { extent } from './scale.ts';
import { cellText, headMarkup } from './table.ts';

/** The shares of the runs at which a band has its edges and its middle. */
const SHARES = [0.05, 0.5, 0.95] as const;
/** So many plots, and so many tables, are laid over each other. */
const MOST = 10;
/** So many points and cells of all runs are kept: what comes after is not in the picture. */
const KEPT = 4_000_000;
/** Places across at which curves are compared that do not have theirs in common. */
const PLACES = 100;

type Point = [x: number, y: number];
/** The values of several runs at one place. */
type Values = number[];

/** A plot or a table as each run has it. */
interface Shown<T> {
  first: T;
  /** Of every run that shows it in the same shape. */
  all: T[];
}

/**
 * What several runs show, each under a seed of its own, as one picture: of every curve the median, and the band in which
 * nine runs out of ten lie; of every number of a table the same. A curve that chance does not touch is drawn as it is.
 */
export class Bands {
  readonly #plots = new Map<string, Shown<PlotEntry>>();
  readonly #tables = new Map<string, Shown<TableEntry>>();
  #kept = 0;

  /** Takes what a run has shown. */
  add(entries: Entry[]): void {
    const pictures = entries.filter((entry) => entry.type === 'plot' || entry.type === 'table');
    for (const entry of pictures.slice(0, 2 * MOST)) {
      if (this.#kept > KEPT) return;
      if (entry.type === 'plot') this.#kept += take(this.#plots, boundPlot(entry), shapeOfPlot, pointsOf);
      else this.#kept += take(this.#tables, boundTable(entry), shapeOfTable, cellsOf);
    }
  }

  markup(): Markup[] {
    return [
      ...[...this.#plots.values()].map(({ first, all }) => plotOf(first, all)),
      ...[...this.#tables.values()].flatMap(({ first, all }) => tableOf(first, all) ?? []),
    ];
  }
}

/** What the runs must have in common to be laid over each other. */
const shapeOfPlot = ({ x, y, series }: PlotEntry): string =>
  JSON.stringify([x, y, series.map(({ name }) => name)]);
const shapeOfTable = ({ columns, rows }: TableEntry): string => JSON.stringify([columns, rows.length]);

const pointsOf = ({ series }: PlotEntry): number =>
  series.reduce((sum, { points }) => sum + points.length, 0);
const cellsOf = ({ columns, rows }: TableEntry): number => columns.length * rows.length;

/** Keeps an entry with those that are like it, and gives what it weighs; nothing where it is not kept. */
function take<T extends PlotEntry | TableEntry>(
  known: Map<string, Shown<T>>,
  entry: T,
  shapeOf: (entry: T) => string,
  weightOf: (entry: T) => number,
): number {
  const shown = known.get(entry.title);
  if (!shown && known.size >= MOST) return 0;
  if (!shown) known.set(entry.title, { first: entry, all: [entry] });
  else if (shapeOf(shown.first) !== shapeOf(entry)) return 0;
  else shown.all.push(entry);
  return weightOf(entry);
}

/** The value below which a share of the values lie, by nearest rank. */
export function quantile(values: Values, share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}

/** The places across at which a curve is told: those of the curves where they are all the same, else evenly spread. */
function placesOf(curves: Point[][]): number[] {
  const [first = []] = curves;
  const same = curves.every(
    (points) => points.length === first.length && points.every(([x], i) => x === first[i]![0]),
  );
  if (same) return first.map(([x]) => x);
  const from = extent(curves.flatMap((points) => points[0]?.[0] ?? []))[0];
  const to = extent(curves.flatMap((points) => points.at(-1)?.[0] ?? []))[1];
  return Array.from({ length: PLACES + 1 }, (_, i) => from + ((to - from) * i) / PLACES);
}

/** A curve's value at each of ascending places; none before it begins, and none after its end unless it holds its value. */
function valuesAt(points: Point[], places: number[], holds: boolean): (number | undefined)[] {
  let at = 0;
  return places.map((x) => {
    while (at + 1 < points.length && points[at + 1]![0] <= x) at++;
    const [here, next] = [points[at], points[at + 1]];
    if (!here || here[0] > x) return undefined;
    if (holds || here[0] === x) return here[1];
    if (!next) return undefined;
    return here[1] + ((next[1] - here[1]) * (x - here[0])) / (next[0] - here[0]);
  });
}

function plotOf(first: PlotEntry, all: PlotEntry[]): Markup {
  const series = first.series.flatMap((one, index): DrawnSeries[] => {
    const curves = all.map((plot) => plot.series[index]!.points);
    const places = placesOf(curves);
    const values = curves.map((points) => valuesAt(points, places, one.style === 'step'));
    const quantiles = SHARES.map((share) =>
      places.flatMap((x, i): Point[] => {
        const here = values.flatMap((run) => run[i] ?? []);
        return here.length > 0 ? [[x, quantile(here, share)]] : [];
      }),
    );
    const [low, median, high] = quantiles as [Point[], Point[], Point[]];
    const like = index;
    if (low.every(([, y], i) => y === high[i]![1])) return [{ ...one, points: median, like }];
    const style = one.style === 'step' ? 'step' : 'line';
    return [
      { name: `${one.name}, 95 %`, style, points: high, like, pale: true },
      { name: `${one.name}, 5 %`, style, points: low, like, pale: true, fillTo: -1 },
      { name: `${one.name}, median`, style, points: median, like },
    ];
  });
  const description = `Of ${all.length} runs, the median of each curve and the band from 5 to 95 percent of the runs. Of one run: ${first.description}`;
  return plotMarkup({ ...first, description, series });
}

function tableOf({ title, columns, rows }: TableEntry, all: TableEntry[]): Markup | undefined {
  let varies = false;
  const cells = rows.map((row, at) =>
    row.map((cell, column) => {
      const values = all.map((table) => table.rows[at]![column]);
      if (!values.every((value) => typeof value === 'number')) return markup`${cellText(cell)}`;
      const [low, median, high] = SHARES.map((share) => formatNumber(quantile(values, share)));
      if (low === high) return markup`${median}`;
      varies = true;
      return markup`${median} <span class="was">${low} to ${high}</span>`;
    }),
  );
  if (!varies) return undefined;
  const label = `${title}: median of ${all.length} runs, and where nine out of ten lie`;
  const end = columns.map((column) => column.align === 'right' && markup` class="num"`);
  return markup`<div class="table" tabindex="0" role="group" aria-label="${label}"><table><caption>${label}</caption>
<thead><tr>${columns.map((column, i) => markup`<th scope="col"${end[i]}>${headMarkup(column)}</th>`)}</tr></thead>
<tbody>${cells.map((row) => markup`<tr>${row.map((cell, i) => markup`<td${end[i]}>${cell}</td>`)}</tr>`)}</tbody></table></div>`;
}
