import type {
  CheckEntry,
  ConsoleEntry,
  Entry,
  ErrorEntry,
  MapEntry,
  PlaybackEntry,
  PlotEntry,
  Series,
  TableEntry,
  TimelineEntry,
} from '../../sim/report/transcript.ts';

/**
 * What of an entry is drawn. A run may show more than any reader looks at, and a page that draws all of it stands still
 * meanwhile: beyond these bounds it draws the first part, says so, and lets the whole be saved.
 */
export const DRAWN = {
  /** Characters of a line or a sentence. */
  line: 5000,
  /** Characters of a name, of which a picture repeats some again and again. */
  name: 200,
  /** Characters of a cell. */
  cell: 1000,
  series: 100,
  /** Of all series of a plot together. */
  points: 20_000,
  bars: 500,
  marks: 100,
  /** Names in a legend: more than that nobody tells apart. */
  legend: 100,
  lanes: 100,
  places: 200,
  ways: 400,
  /** Things of all scenes of a playback, and all that is told of them: it is drawn whole or not at all. */
  things: 500,
  moments: 200_000,
  /** Spans and events of all lanes together. */
  items: 1000,
  columns: 50,
  rows: 500,
  /** Cells of a table. */
  cells: 5000,
  /** Cells of what can be read off a plot. */
  readOff: 20_000,
};

type Point = Series['points'][number];
type Lane = TimelineEntry['lanes'][number];

/** So many marks on one letter are drawn: to lay out a letter takes the time of the square of its marks. */
const MARKS_RUN = /([\p{M}\p{Cf}]{16})[\p{M}\p{Cf}]+/gu;

/** A text that is drawn no longer than it may be. */
export function shorten(text: string, most: number = DRAWN.name): string {
  const short = text.length <= most ? text : `${text.slice(0, most).toWellFormed()} …`;
  return short.replace(MARKS_RUN, '$1…');
}

const shortenMaybe = (text: string | undefined, most?: number) =>
  text === undefined ? undefined : shorten(text, most);

/** A number as a reader has it. */
const of = (n: number, all: number, what: string): string =>
  `the first ${n.toLocaleString('en')} of ${all.toLocaleString('en')} ${what}`;

/** What of an entry is left out of its picture, each in a few words. */
export function leftOut(entry: Entry): string[] {
  const left: string[] = [];
  const bound = (most: number, all: number, what: string) =>
    void (all > most && left.push(of(most, all, what)));
  switch (entry.type) {
    case 'console':
      bound(DRAWN.line, entry.text.length, 'characters');
      break;
    case 'check':
      bound(DRAWN.line, Math.max(entry.label.length, entry.detail?.length ?? 0), 'characters');
      break;
    case 'error':
      bound(DRAWN.line, entry.message.length, 'characters');
      break;
    case 'plot': {
      const series = entry.series.slice(0, DRAWN.series);
      bound(DRAWN.series, entry.series.length, 'series');
      bound(DRAWN.marks, entry.marks.length, 'marks');
      const [bars, points] = weightOf(series);
      bound(DRAWN.bars, bars, 'bars');
      if (points > DRAWN.points)
        left.push(`about ${DRAWN.points.toLocaleString('en')} of ${points.toLocaleString('en')} points`);
      break;
    }
    case 'table':
      bound(DRAWN.columns, entry.columns.length, 'columns');
      bound(rowsDrawn(entry.columns.length), entry.rows.length, 'rows');
      break;
    case 'timeline':
      bound(DRAWN.lanes, entry.lanes.length, 'lanes');
      bound(DRAWN.items, itemsOf(entry.lanes.slice(0, DRAWN.lanes)), 'spans and events');
      break;
    case 'map':
      bound(DRAWN.places, entry.places.length, 'places');
      bound(DRAWN.ways, entry.ways.length, 'ways');
      break;
    case 'playback':
      if (isTooLong(entry)) left.push('nothing of it, for it is too large');
      break;
    case 'end':
  }
  return left;
}

function itemsOf(lanes: Lane[]): number {
  return lanes.reduce((sum, lane) => sum + lane.spans.length + lane.events.length, 0);
}

/** How many bars, and how many points of other series. */
function weightOf(series: Series[]): [bars: number, points: number] {
  let [bars, points] = [0, 0];
  for (const one of series) {
    if (one.style === 'bars') bars += one.points.length;
    else points += one.points.length;
  }
  return [bars, points];
}

/** How many rows of a table with so many columns are drawn. */
export function rowsDrawn(columns: number): number {
  const shown = Math.max(1, Math.min(columns, DRAWN.columns));
  return Math.min(DRAWN.rows, Math.floor(DRAWN.cells / shown));
}

/** Fewer points of a curve, which keep its ends and its extremes: of each stretch the first, the least, the greatest and the last. */
export function thin(points: Point[], most: number): Point[] {
  if (points.length <= most) return points;
  const stretch = Math.ceil(points.length / Math.max(1, Math.floor(most / 4)));
  const kept: Point[] = [];
  for (let from = 0; from < points.length; from += stretch) {
    const last = Math.min(points.length, from + stretch) - 1;
    let [low, high] = [from, from];
    for (let i = from; i <= last; i++) {
      if (points[i]![1] < points[low]![1]) low = i;
      if (points[i]![1] > points[high]![1]) high = i;
    }
    for (const at of new Set([from, Math.min(low, high), Math.max(low, high), last])) kept.push(points[at]!);
  }
  return kept;
}

/** A plot with no more than is drawn of one; what else its series have, they keep. */
export function boundPlot<T extends Omit<PlotEntry, 'type' | 'series'> & { series: Series[] }>(plot: T): T {
  const shown = plot.series.slice(0, DRAWN.series);
  const [bars, points] = weightOf(shown);
  const each = points > DRAWN.points ? Math.floor(DRAWN.points / shown.length) : Infinity;
  let barsLeft = bars > DRAWN.bars ? DRAWN.bars : Infinity;
  const series = shown.map((one) => {
    const name = shorten(one.name);
    if (one.style !== 'bars') return { ...one, name, points: thin(one.points, each) };
    const some = one.points.slice(0, barsLeft);
    barsLeft -= some.length;
    return { ...one, name, points: some };
  });
  return {
    ...plot,
    title: shorten(plot.title),
    description: shorten(plot.description, DRAWN.line),
    x: { label: shorten(plot.x.label), unit: shortenMaybe(plot.x.unit) },
    y: { label: shorten(plot.y.label), unit: shortenMaybe(plot.y.unit) },
    series,
    marks: plot.marks.slice(0, DRAWN.marks).map((mark) => ({ ...mark, label: shorten(mark.label) })),
  };
}

/** A table with no more than is drawn of one. */
export function boundTable<T extends Omit<TableEntry, 'type'>>(table: T): T {
  return {
    ...table,
    title: shorten(table.title),
    columns: table.columns
      .slice(0, DRAWN.columns)
      .map((column) => ({ ...column, name: shorten(column.name), unit: shortenMaybe(column.unit) })),
    rows: table.rows
      .slice(0, rowsDrawn(table.columns.length))
      .map((row) =>
        row
          .slice(0, DRAWN.columns)
          .map((cell) => (typeof cell === 'string' ? shorten(cell, DRAWN.cell) : cell)),
      ),
  };
}

/** A timeline with no more than is drawn of one. */
export function boundTimeline(timeline: TimelineEntry): TimelineEntry {
  let left = DRAWN.items;
  const take = <T extends { label: string; kind: string }>(items: T[]): T[] => {
    const taken = items.slice(0, left);
    left -= taken.length;
    return taken.map((item) => ({ ...item, label: shorten(item.label), kind: shorten(item.kind) }));
  };
  return {
    ...timeline,
    title: shorten(timeline.title),
    description: shorten(timeline.description, DRAWN.line),
    lanes: timeline.lanes.slice(0, DRAWN.lanes).map(({ name, spans, events }) => ({
      name: shorten(name),
      spans: take(spans),
      events: take(events),
    })),
  };
}

/** A map with no more than is drawn of one. */
export function boundMap(map: MapEntry): MapEntry {
  return {
    ...map,
    title: shorten(map.title),
    description: shorten(map.description, DRAWN.line),
    legend: shorten(map.legend),
    places: map.places.slice(0, DRAWN.places).map((place) => ({
      ...place,
      name: shorten(place.name),
      kind: shorten(place.kind),
      ...(place.note !== undefined && { note: shorten(place.note) }),
    })),
    ways: map.ways
      .slice(0, DRAWN.ways)
      .map(({ from, to, kind }) => ({ from: shorten(from), to: shorten(to), kind: shorten(kind) })),
  };
}

/** Whether a playback has more in it than can be drawn. */
export function isTooLong({ scenes }: PlaybackEntry): boolean {
  let [things, moments] = [0, 0];
  for (const scene of scenes) {
    things += scene.things.length + scene.states.length + scene.lines.length + scene.lamps.length;
    moments += scene.requests?.at.length ?? 0;
    for (const { states, load } of scene.things) moments += states.length + load.values.length;
    for (const { steps } of [...scene.lines, ...scene.lamps]) moments += steps.length;
  }
  return things > DRAWN.things || moments > DRAWN.moments || scenes.length > 8;
}

/** A line, a check or an error with no more than is drawn of one. */
export function boundLine<T extends ConsoleEntry | CheckEntry | ErrorEntry>(entry: T): T {
  switch (entry.type) {
    case 'console':
      return { ...entry, text: shorten(entry.text, DRAWN.line) };
    case 'check':
      return {
        ...entry,
        label: shorten(entry.label, DRAWN.line),
        ...(entry.detail !== undefined && { detail: shorten(entry.detail, DRAWN.line) }),
        ...(entry.file !== undefined && { file: shorten(entry.file) }),
      };
    case 'error':
      return {
        ...entry,
        name: shorten(entry.name),
        message: shorten(entry.message, DRAWN.line),
        ...(entry.file !== undefined && { file: shorten(entry.file) }),
      };
  }
}
