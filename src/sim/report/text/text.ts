import { mapTable } from '../map-table.ts';
import { formatNumber } from '../number.ts';
import { playbackText } from './playback-text.ts';
import type { Axis, Cell, Entry, PlotEntry, TableEntry, TimelineEntry } from '../transcript.ts';

/** Shows an entry as text, a line at a time: what a terminal prints where Node runs an example. */
export function printText(entry: Entry, print: (line: string) => void): void {
  for (const line of toText(entry)) print(line);
}

/** An entry as lines of text. */
export function toText(entry: Entry): string[] {
  switch (entry.type) {
    case 'console':
      return [entry.text];
    case 'check': {
      const file = entry.file?.replace(/.*[/\\]/, '');
      const where = entry.line === undefined ? '' : ` (${file ? `${file}:` : 'line '}${entry.line})`;
      return [
        `${entry.ok ? '✓' : '✗'} ${entry.label}${entry.detail === undefined ? '' : `: ${entry.detail}`}${where}`,
      ];
    }
    case 'plot':
      return plotText(entry);
    case 'table':
      return tableText(entry);
    case 'timeline':
      return timelineText(entry);
    case 'map':
      return tableText(mapTable(entry));
    case 'playback':
      return playbackText(entry);
    case 'error':
      return [
        `${entry.name}: ${entry.message}${entry.line === undefined ? '' : ` (${entry.file ?? 'line'}:${entry.line})`}`,
      ];
    case 'end':
      return entry.reason === 'done' ? [] : [`(ended: ${entry.reason})`];
  }
}

const WIDTH = 60;
const BARS = ' ▁▂▃▄▅▆▇█';

/** A series as a line of blocks: its highest value in each of 60 slices of the x axis. */
function plotText({ title, x, y, series }: PlotEntry): string[] {
  const all = series.flatMap((one) => one.points);
  if (all.length === 0) return [`▦ ${title}: no points`];
  const left = Math.min(...all.map(([at]) => at));
  const right = Math.max(...all.map(([at]) => at));
  const top = Math.max(...all.map(([, value]) => value));
  const width = Math.max(...series.map(({ name }) => name.length));
  const lines = series.map(({ name, style, points }) => {
    const slices = new Array<number | undefined>(WIDTH).fill(undefined);
    for (const [at, value] of points) {
      const slice = Math.min(WIDTH - 1, Math.floor(((at - left) / (right - left || 1)) * WIDTH));
      slices[slice] = Math.max(slices[slice] ?? -Infinity, value);
    }
    let held = 0;
    const bars = slices.map((value) => {
      if (value !== undefined) held = value;
      const height = value ?? (style === 'points' || style === 'bars' ? 0 : held);
      return BARS[Math.max(0, Math.round((height / (top || 1)) * 8))] ?? ' ';
    });
    return `  ${name.padEnd(width)} │${bars.join('')}│`;
  });
  return [
    `▦ ${title}`,
    ...lines,
    `  ${axisText(x)} from ${formatNumber(left)} to ${formatNumber(right)}; ${axisText(y)} up to ${formatNumber(top)}`,
  ];
}

function axisText({ label, unit }: Axis): string {
  return unit ? `${label} (${unit})` : label;
}

function tableText({ title, columns, rows }: TableEntry): string[] {
  const head = columns.map(({ name, unit }) => (unit ? `${name} (${unit})` : name));
  const cells = rows.map((row) => row.map(cellText));
  const widths = head.map((name, i) => Math.max(name.length, ...cells.map((row) => row[i]!.length)));
  const line = (row: string[]) =>
    `  ${row.map((cell, i) => (columns[i]!.align === 'right' ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!))).join('  ')}`.trimEnd();
  return [
    `▤ ${title}`,
    line(head),
    `  ${widths.map((width) => '─'.repeat(width)).join('  ')}`,
    ...cells.map(line),
  ];
}

/** A table's cell as text. */
export function cellText(cell: Cell): string {
  if (cell === null) return '–';
  if (typeof cell === 'number') return formatNumber(cell);
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  return cell;
}

function timelineText({ title, lanes }: TimelineEntry): string[] {
  const lines = [`▥ ${title}`];
  for (const { name, spans, events } of lanes) {
    const what = [
      ...spans.map(({ start, end, label }) => ({
        at: start,
        text: `${formatNumber(start)}–${formatNumber(end)} s ${label}`,
      })),
      ...events.map(({ at, label }) => ({ at, text: `${formatNumber(at)} s ${label}` })),
    ].sort((a, b) => a.at - b.at);
    lines.push(`  ${name}: ${what.map(({ text }) => text).join('; ')}`);
  }
  return lines;
}
