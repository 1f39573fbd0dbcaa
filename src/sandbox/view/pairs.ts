import type {
  CheckEntry,
  ConsoleEntry,
  Entry,
  MapEntry,
  PlaybackEntry,
  PlotEntry,
  TableEntry,
  TimelineEntry,
} from '../../sim/report/transcript.ts';
import { count } from './outcome.ts';

/** The same thing in two runs; one side is missing where only the other run showed it. */
export interface Pair<T extends Entry> {
  original?: T;
  yours?: T;
  /** Whether the two are the same in all they say. */
  same: boolean;
}

/** Two runs side by side, in the order of the reader's. */
export interface Pairs {
  checks: Pair<CheckEntry>[];
  plots: Pair<PlotEntry>[];
  tables: Pair<TableEntry>[];
  timelines: Pair<TimelineEntry>[];
  maps: Pair<MapEntry>[];
  playbacks: Pair<PlaybackEntry>[];
  lines: { original: string[]; yours: string[]; same: boolean };
}

/** Finds what belongs together in two runs: by name, and what is left over by its place among the rest. */
export function pairUp(original: Entry[], yours: Entry[]): Pairs {
  const lines = [original, yours].map((entries) =>
    ofType<ConsoleEntry>(entries, 'console').map(({ text }) => text),
  );
  return {
    checks: pairs<CheckEntry>(original, yours, 'check', false),
    plots: pairs<PlotEntry>(original, yours, 'plot', true),
    tables: pairs<TableEntry>(original, yours, 'table', true),
    timelines: pairs<TimelineEntry>(original, yours, 'timeline', true),
    maps: pairs<MapEntry>(original, yours, 'map', true),
    playbacks: pairs<PlaybackEntry>(original, yours, 'playback', true),
    lines: { original: lines[0]!, yours: lines[1]!, same: lines[0]!.join('\n') === lines[1]!.join('\n') },
  };
}

/** What differs between two runs, in a sentence. */
export function differences({ checks, plots, tables, timelines, maps, playbacks, lines }: Pairs): string {
  const parts = [
    changed(checks, 'check'),
    changed(plots, 'plot'),
    changed(tables, 'table'),
    changed(timelines, 'timeline'),
    changed(maps, 'map'),
    changed(playbacks, 'playback'),
    lines.same ? undefined : 'the printed lines',
  ].filter((part) => part !== undefined);
  const said =
    parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : (parts[0] ?? 'nothing');
  return `Compared with the original, ${said} came out otherwise.`;
}

function changed(pairs: Pair<Entry>[], noun: string): string | undefined {
  const n = pairs.filter(({ same }) => !same).length;
  return n === 0 ? undefined : count(n, noun);
}

function ofType<T extends Entry>(entries: Entry[], type: T['type']): T[] {
  return entries.filter((entry): entry is T => entry.type === type);
}

function nameOf(
  entry: CheckEntry | PlotEntry | TableEntry | TimelineEntry | MapEntry | PlaybackEntry,
): string {
  return entry.type === 'check' ? entry.label : entry.title;
}

function pairs<T extends CheckEntry | PlotEntry | TableEntry | TimelineEntry | MapEntry | PlaybackEntry>(
  originals: Entry[],
  yours: Entry[],
  type: T['type'],
  byPlace: boolean,
): Pair<T>[] {
  const left = new Set(ofType<T>(originals, type));
  const named = Map.groupBy(left, nameOf);
  const found = ofType<T>(yours, type).map((mine): Pair<T> => {
    const original = named.get(nameOf(mine))?.shift();
    if (original) left.delete(original);
    return { yours: mine, original, same: false };
  });
  if (byPlace)
    for (const pair of found) {
      const [next] = pair.original ? [] : left;
      if (!next) continue;
      pair.original = next;
      left.delete(next);
    }
  const all = [...found, ...[...left].map((original): Pair<T> => ({ original, same: false }))];
  for (const pair of all) pair.same = alike(pair.original, pair.yours);
  return all;
}

function alike(a: Entry | undefined, b: Entry | undefined): boolean {
  if (a?.type === 'check' && b?.type === 'check') return a.ok === b.ok && a.detail === b.detail;
  return same(a, b);
}

/** Whether two values of plain data are equal: no text is made of them, for they may be large. */
function same(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a) as (keyof typeof a)[];
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]))
  );
}
