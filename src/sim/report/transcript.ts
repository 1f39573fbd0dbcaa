/**
 * What a run shows, as plain data: one list of entries, in order, the same in every engine.
 * An entry survives `structuredClone` and JSON, so it crosses worker ports and sits in a built page.
 */

/** Raised when the shape of an entry changes, so that a stored transcript is never misread. */
export const TRANSCRIPT_VERSION = 1;

/** The console's methods that print. */
export type ConsoleLevel = 'log' | 'info' | 'warn' | 'error' | 'debug';

/** A line printed with `console`, already formatted by `format`. */
export interface ConsoleEntry {
  type: 'console';
  level: ConsoleLevel;
  text: string;
}

/** What must hold, and whether it does. A failing check carries the place that called it. */
export interface CheckEntry {
  type: 'check';
  label: string;
  ok: boolean;
  /** What was found instead, where the caller says it. */
  detail?: string;
  /** File that called `check` and its 1-based line, where they are known; only on a failing check. */
  file?: string;
  line?: number;
}

/** One axis: what it measures and in which unit ('s', 'messages', '%' …). */
export interface Axis {
  label: string;
  unit?: string;
}

/** How a series is drawn: `step` holds each value until the next, as a gauge or a counter does. */
export type SeriesStyle = 'line' | 'step' | 'points' | 'bars';

/** One curve of a plot, by its name in the legend. */
export interface Series {
  name: string;
  style: SeriesStyle;
  /** x ascending. */
  points: [x: number, y: number][];
}

/** Series over common axes. */
export interface PlotEntry {
  type: 'plot';
  title: string;
  /** What the picture shows, in a sentence, for a reader who can't see it. */
  description: string;
  x: Axis;
  y: Axis;
  series: Series[];
  /** Reference lines: `x` draws a vertical one, `y` a horizontal one. */
  marks: { x?: number; y?: number; label: string }[];
}

/** What a table's cell holds; null where there is nothing. */
export type Cell = string | number | boolean | null;

/** Rows under named columns. */
export interface TableEntry {
  type: 'table';
  title: string;
  columns: { name: string; unit?: string; align: 'left' | 'right' }[];
  rows: Cell[][];
}

/** Lanes of spans and instants over virtual time: who held what, from when to when. */
export interface TimelineEntry {
  type: 'timeline';
  title: string;
  description: string;
  lanes: {
    name: string;
    /** `kind` groups spans of one meaning: they share a colour and a legend entry. Seconds. */
    spans: { start: number; end: number; label: string; kind: string }[];
    /** Instants. Seconds. */
    events: { at: number; label: string; kind: string }[];
  }[];
}

/** The run ended in an error that nobody caught. */
export interface ErrorEntry {
  type: 'error';
  name: string;
  message: string;
  /** File of the run, 1-based line and column, where they are known. */
  file?: string;
  line?: number;
  column?: number;
}

/** Always the last entry, once. */
export interface EndEntry {
  type: 'end';
  reason: 'done' | 'error' | 'stopped' | 'deadline' | 'limit';
}

/** One thing that a run shows. */
export type Entry =
  ConsoleEntry | CheckEntry | PlotEntry | TableEntry | TimelineEntry | ErrorEntry | EndEntry;

/** A whole run. */
export interface Transcript {
  version: typeof TRANSCRIPT_VERSION;
  /** The seed that `new Cloud()` took. */
  seed: number;
  entries: Entry[];
}

/** Takes each entry as it happens. */
export type Sink = (entry: Entry) => void;
