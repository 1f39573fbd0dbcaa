import type {
  CheckEntry,
  Entry,
  MapEntry,
  PlaybackEntry,
  PlotEntry,
  TableEntry,
  TimelineEntry,
} from '../../sim/report/transcript.ts';
import { mapMarkup } from './map.ts';
import { boundLine, boundTable, shorten } from './bounded.ts';
import { type Markup, markup } from './markup.ts';
import { outcome } from './outcome.ts';
import type { Pair, Pairs } from './pairs.ts';
import { playbackMarkup } from './playback/playback.ts';
import { type DrawnSeries, plotMarkup } from './plot.ts';
import { cellText, headMarkup, tableMarkup } from './table.ts';
import { timelineMarkup } from './timeline.ts';

export interface Comparison {
  original: Entry[];
  yours: Entry[];
  pairs: Pairs;
  /** Of the original, and of the reader's run. */
  seeds: [original: number, yours: number];
  /** The file that need not be named. */
  shown: string;
}

/** So many checks are told, and so many plots, timelines, maps, playbacks and tables each. */
const MOST = { checks: 200, pictures: 10 };

/** The first of several pairs, and how many there are besides. */
function first<T>(pairs: T[], most: number, what: string, draw: (pair: T) => Markup): Markup[] {
  const drawn = pairs.slice(0, most).map(draw);
  if (pairs.length > most) drawn.push(markup`<p>And ${pairs.length - most} more ${what}.</p>`);
  return drawn;
}

/**
 * Two runs as one: the checks with both verdicts, plots over each other, tables with what was and what is. In parts, so
 * that each can be drawn in its turn.
 */
export function* comparisonMarkup(comparison: Comparison): Generator<Markup> {
  const { plots, timelines, maps, playbacks, tables, lines } = comparison.pairs;
  yield headMarkupOf(comparison);
  yield* first(plots, MOST.pictures, 'plots', plotsMarkup);
  yield* first(timelines, MOST.pictures, 'timelines', timelinesMarkup);
  yield* first(maps, MOST.pictures, 'maps', mapsMarkup);
  yield* first(playbacks, MOST.pictures, 'playbacks', playbacksMarkup);
  yield* first(tables, MOST.pictures, 'tables', tablesMarkup);
  const printed = linesMarkup(lines);
  if (printed) yield printed;
}

function headMarkupOf({ original, yours, pairs, seeds, shown }: Comparison): Markup {
  const [one, second] = seeds;
  const under = one === second ? '' : ` (seed ${one})`;
  return markup`<dl><dt>Original${under}</dt><dd>${outcome(original, shown)}</dd>
<dt>Yours${one !== second && ` (seed ${second})`}</dt><dd>${outcome(yours, shown)}</dd></dl>${
    pairs.checks.length > 0 && checksMarkup(pairs.checks)
  }`;
}

function verdict(given: CheckEntry | undefined): Markup {
  if (!given) return markup`– not there`;
  const check = boundLine(given);
  return check.ok ? markup`✓ held` : markup`✗ failed${check.detail && `: ${check.detail}`}`;
}

function checksMarkup(checks: Pair<CheckEntry>[]): Markup {
  return markup`<div class="table" tabindex="0" role="group" aria-label="Checks of both runs"><table><caption>Checks</caption>
<thead><tr><th scope="col">Check</th><th scope="col">Original</th><th scope="col">Yours</th></tr></thead>
<tbody>${checks
    .slice(0, MOST.checks)
    .map(
      ({ original, yours, same }) =>
        markup`<tr${!same && markup` class="changed"`}><th scope="row">${shorten((yours ?? original)!.label)}</th><td>${verdict(original)}</td><td>${verdict(yours)}</td></tr>`,
    )}</tbody></table></div>${checks.length > MOST.checks && markup`<p>And ${checks.length - MOST.checks} more checks.</p>`}`;
}

/** Why something has no counterpart. */
function alone(kind: string, { original, yours }: Pair<Entry & { title: string }>): Markup {
  return markup`<p>The ${kind} “${shorten((original ?? yours)!.title)}” is only in ${original ? 'the original' : 'yours'}.</p>`;
}

function unchanged(kind: string, title: string): Markup {
  return markup`<p>The ${kind} “${shorten(title)}” is the same in both.</p>`;
}

function plotsMarkup(pair: Pair<PlotEntry>): Markup {
  const { original, yours, same } = pair;
  if (!original || !yours) return alone('plot', pair);
  if (same) return unchanged('plot', yours.title);
  if (!measureAlike(original, yours)) {
    return markup`<p>The plots “${shorten(original.title)}” and “${shorten(yours.title)}” measure different things, so they are not laid over each other.</p>${plotMarkup(original)}${plotMarkup(yours)}`;
  }
  return plotMarkup(overlaid(original, yours, 'original', 'yours'));
}

/** Whether two plots measure the same things, so that they can lie over each other. */
export function measureAlike(a: PlotEntry, b: PlotEntry): boolean {
  return JSON.stringify([a.x, a.y]) === JSON.stringify([b.x, b.y]);
}

/**
 * Both plots in one: the same series in the same colour, the original's dashed and pale.
 *
 * @param was what is said behind the names of the original's series
 * @param is behind those of the reader's; nothing if it is not given
 */
export function overlaid(original: PlotEntry, yours: PlotEntry, was: string, is?: string): PlotEntry {
  const names = [...new Set([...yours.series, ...original.series].map(({ name }) => name))];
  const drawn = (plot: PlotEntry, whose: string | undefined): DrawnSeries[] =>
    plot.series.map((one) => ({
      ...one,
      name: whose ? `${one.name}, ${whose}` : one.name,
      like: names.indexOf(one.name),
      pale: whose === was,
    }));
  const kept = original.marks.filter(
    (mark) => !yours.marks.some((other) => JSON.stringify(other) === JSON.stringify(mark)),
  );
  return {
    ...yours,
    description: `The original and yours, one over the other. Of yours: ${yours.description}`,
    // The original first, so that it lies below.
    series: [...drawn(original, was), ...drawn(yours, is)],
    marks: [...yours.marks, ...kept.map((mark) => ({ ...mark, label: `${mark.label} (${was})` }))],
  };
}

function timelinesMarkup(pair: Pair<TimelineEntry>): Markup {
  const { original, yours, same } = pair;
  if (!original || !yours) return alone('timeline', pair);
  if (same) return unchanged('timeline', yours.title);
  return markup`${timelineMarkup({ ...original, title: `${original.title}: original` })}${timelineMarkup({ ...yours, title: `${yours.title}: yours` })}`;
}

function mapsMarkup(pair: Pair<MapEntry>): Markup {
  const { original, yours, same } = pair;
  if (!original || !yours) return alone('map', pair);
  if (same) return unchanged('map', yours.title);
  return markup`${mapMarkup({ ...original, title: `${original.title}: original` })}${mapMarkup({ ...yours, title: `${yours.title}: yours` })}`;
}

function playbacksMarkup(pair: Pair<PlaybackEntry>): Markup {
  const { original, yours, same } = pair;
  if (!original || !yours) return alone('playback', pair);
  if (same) return unchanged('playback', yours.title);
  return playbackMarkup(bothFutures(original, yours, 'original', 'yours'));
}

/** Two runs' scenes beside each other, on one clock. */
export function bothFutures(
  original: PlaybackEntry,
  yours: PlaybackEntry,
  was: string,
  is: string,
): PlaybackEntry {
  const named = ({ scenes }: PlaybackEntry, whose: string) =>
    scenes.map((scene) => ({ ...scene, name: scene.name ? `${scene.name}, ${whose}` : whose }));
  const before = named(original, was);
  const now = named(yours, is);
  const scenes = now.flatMap((scene, i) => (before[i] ? [before[i], scene] : [scene]));
  return { ...yours, scenes: [...scenes, ...before.slice(now.length)] };
}

function tablesMarkup(pair: Pair<TableEntry>): Markup {
  if (!pair.original || !pair.yours) return alone('table', pair);
  if (pair.same) return unchanged('table', pair.yours.title);
  const [original, yours] = [boundTable(pair.original), boundTable(pair.yours)];
  const names = ({ columns }: TableEntry) => JSON.stringify(columns.map(({ name, unit }) => [name, unit]));
  if (names(original) !== names(yours)) {
    return markup`<p>The columns of “${shorten(yours.title)}” differ, so both tables are shown.</p>${tableMarkup({ ...original, title: `${original.title}: original` })}${tableMarkup({ ...yours, title: `${yours.title}: yours` })}`;
  }
  const length = Math.max(original.rows.length, yours.rows.length);
  const label = `${yours.title}: original → yours`;
  return markup`<div class="table" tabindex="0" role="group" aria-label="${yours.title}, both runs"><table><caption>${label}</caption>
<thead><tr>${yours.columns.map((column) => markup`<th scope="col">${headMarkup(column)}</th>`)}</tr></thead>
<tbody>${Array.from({ length }, (_, row) => {
    const [was, is] = [original.rows[row], yours.rows[row]];
    return markup`<tr>${yours.columns.map((column, i) => {
      const [before, now] = [was && cellText(was[i]), is && cellText(is[i])];
      const number = column.align === 'right' && markup` class="num"`;
      if (before === now) return markup`<td${number}>${now}</td>`;
      return markup`<td${number}>${before !== undefined && markup`<del>${before}</del>`} → ${now !== undefined && markup`<ins>${now}</ins>`}</td>`;
    })}</tr>`;
  })}</tbody></table></div>`;
}

/** Characters of a printed line that are shown beside another's. */
const DRAWN_LINE = 500;
/** Beyond this many lines on a side, what differs in what was printed is not worked out. */
const MOST_LINES = 400;

function linesMarkup({ original, yours, same }: Pairs['lines']): Markup | false {
  if (same) return false;
  if (original.length > MOST_LINES || yours.length > MOST_LINES) {
    return markup`<p>What was printed differs: ${original.length} lines in the original, ${yours.length} in yours.</p>`;
  }
  return markup`<p><b>Printed</b></p>${lineDifferences(original, yours)
    .map(([sign, whole]) => [sign, shorten(whole, DRAWN_LINE)] as const)
    .map(([sign, text]) =>
      sign === ' '
        ? markup`<div class="line">  ${text}</div>`
        : sign === '-'
          ? markup`<div class="line"><del>− <span class="sr-only">original: </span>${text}</del></div>`
          : markup`<div class="line"><ins>+ <span class="sr-only">yours: </span>${text}</ins></div>`,
    )}`;
}

/** The lines of two texts in one: ` ` in both, `-` only in the first, `+` only in the second. As few of these as can be. */
export function lineDifferences(a: string[], b: string[]): ['-' | '+' | ' ', string][] {
  // common[i][j]: how many lines a from i and b from j have in common.
  const common = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i]![j] =
        a[i] === b[j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
  const lines: ['-' | '+' | ' ', string][] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push([' ', a[i]!]);
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && common[i + 1]![j]! >= common[i]![j + 1]!))
      lines.push(['-', a[i++]!]);
    else lines.push(['+', b[j++]!]);
  }
  return lines;
}
