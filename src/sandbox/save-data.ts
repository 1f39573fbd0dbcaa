import type { Entry, PlotEntry, TableEntry, TimelineEntry } from '../sim/report/transcript.ts';
import { saveFile } from './save-file.ts';
import type { Studio } from './studio.ts';

/** Saves all that a run has shown, or one entry of it by its place: pictures as CSV, lines as text, all together as JSON. */
export function saveData({ entries, host }: Studio, which: string): void {
  const entry = which === 'all' ? undefined : entries[Number(which)];
  if (which === 'all') saveFile('run.json', JSON.stringify(entries), 'application/json');
  else if (entry) saveFile(...fileOf(entry));
  host.say('All of it is saved as a file.');
}

type SavedFile = [name: string, content: string, type: string];

/** An entry as a file. */
export function fileOf(entry: Entry): SavedFile {
  switch (entry.type) {
    case 'plot':
      return ['plot.csv', csv(rowsOfPlot(entry)), 'text/csv'];
    case 'table':
      return ['table.csv', csv(rowsOfTable(entry)), 'text/csv'];
    case 'timeline':
      return ['timeline.csv', csv(rowsOfTimeline(entry)), 'text/csv'];
    case 'console':
      return ['line.txt', entry.text, 'text/plain'];
    default:
      return ['entry.json', JSON.stringify(entry), 'application/json'];
  }
}

type Value = string | number | boolean | null | undefined;

function rowsOfPlot({ x, y, series }: PlotEntry): Value[][] {
  const points = series.flatMap(({ name, points }) => points.map(([at, value]) => [name, at, value]));
  return [['series', headOf(x.label, x.unit), headOf(y.label, y.unit)], ...points];
}

function rowsOfTable({ columns, rows }: TableEntry): Value[][] {
  return [columns.map(({ name, unit }) => headOf(name, unit)), ...rows];
}

function rowsOfTimeline({ lanes }: TimelineEntry): Value[][] {
  const items = lanes.flatMap(({ name, spans, events }) => [
    ...spans.map(({ kind, label, start, end }) => [name, kind, label, start, end]),
    ...events.map(({ kind, label, at }) => [name, kind, label, at, at]),
  ]);
  return [['lane', 'kind', 'what', 'from (s)', 'to (s)'], ...items];
}

const headOf = (name: string, unit: string | undefined): string => (unit ? `${name} (${unit})` : name);

/** Rows as RFC 4180 has them. */
function csv(rows: Value[][]): string {
  const cell = (value: Value) => {
    const text = value === null || value === undefined ? '' : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}
