import type { CheckEntry, Entry, TableEntry } from '../../sim/report/transcript.ts';
import { bothFutures, measureAlike, overlaid } from './comparison.ts';
import { boundLine, boundTable, leftOut } from './bounded.ts';
import { type Markup, markup } from './markup.ts';
import { count, outcome } from './outcome.ts';
import { type Pair, pairUp } from './pairs.ts';
import { playbackMarkup } from './playback/playback.ts';
import { plotMarkup } from './plot.ts';
import { cellText, headMarkup, leftMarkup } from './table.ts';
import { entryMarkup, type ViewOptions } from './transcript.ts';

/**
 * Draws what a run shows, with the original's behind it, an entry by its place: plots have the original's curves, pale; a table says
 * what a cell was; a check that held says that it does no longer.
 */
export function againstMarkup(
  original: Entry[],
  mine: Entry[],
  options: ViewOptions,
): (at: number) => Markup {
  const pairs = pairUp(original, mine);
  const pairOf = new Map<Entry, Pair<Entry>>();
  for (const pair of [...pairs.checks, ...pairs.plots, ...pairs.tables, ...pairs.playbacks])
    if (pair.yours) pairOf.set(pair.yours, pair);
  return (at) => {
    const entry = mine[at]!;
    const { original: before, same } = pairOf.get(entry) ?? { same: true };
    if (entry.type === 'check' && before?.type === 'check' && before.ok && !entry.ok) return noLonger(entry);
    if (entry.type === 'plot' && before?.type === 'plot' && !same && measureAlike(before, entry))
      return plotMarkup({ ...overlaid(before, entry, 'before'), description: entry.description });
    if (entry.type === 'playback' && before?.type === 'playback' && !same)
      return playbackMarkup(bothFutures(before, entry, 'before', 'now'));
    if (entry.type === 'table' && before?.type === 'table' && !same) return tableAgainst(before, entry);
    return entryMarkup(entry, options);
  };
}

function noLonger(check: CheckEntry): Markup {
  const { label, detail } = boundLine(check);
  return markup`<p class="check failed"><span aria-hidden="true">✗</span><b>No longer:</b> ${label}${detail && `. Found: ${detail}`}</p>`;
}

function tableAgainst(before: TableEntry, now: TableEntry): Markup {
  const [original, mine] = [boundTable(before), boundTable(now)];
  const end = mine.columns.map((column) => column.align === 'right' && markup` class="num"`);
  const was = (row: number, column: number, now: string) => {
    const before = original.rows[row]?.[column];
    if (before === undefined || cellText(before) === now) return now;
    return markup`<b>${now}</b> <span class="was">was ${cellText(before)}</span>`;
  };
  return markup`<div class="table" tabindex="0" role="group" aria-label="${mine.title}"><table><caption>${mine.title}</caption>
<thead><tr>${mine.columns.map((column, i) => markup`<th scope="col"${end[i]}>${headMarkup(column)}</th>`)}</tr></thead>
<tbody>${mine.rows.map(
    (
      cells,
      row,
    ) => markup`<tr>${cells.map((cell, i) => markup`<td${end[i]}>${was(row, i, cellText(cell))}</td>`)}</tr>
`,
  )}</tbody></table></div>${leftMarkup(leftOut(now))}`;
}

/** What a run came to beside the original, in a sentence. */
export function againstOutcome(original: Entry[], mine: Entry[], shown?: string): string {
  const end = mine.at(-1);
  if (end?.type !== 'end' || end.reason !== 'done') return outcome(mine, shown);
  const pairs = pairUp(original, mine);
  const before = pairs.checks.filter((pair) => pair.original?.ok);
  const held = before.filter((pair) => pair.yours?.ok).length;
  if (before.length === 0) return pairs.lines.same ? 'The run is over.' : 'The run prints something else.';
  if (held === before.length)
    return `${held === 1 ? 'The check' : `All ${count(held, 'check')}`} still hold${held === 1 ? 's' : ''}.`;
  return `${held} of ${count(before.length, 'check')} still hold${held === 1 ? 's' : ''}.`;
}
