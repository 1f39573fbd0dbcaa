import type { Scene } from './scene.ts';

export type { Line, Look, Requests, Scene, Thing } from './scene.ts';

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
  /** The method that printed it. */
  level: ConsoleLevel;
  /** The line, without its line break at the end. */
  text: string;
}

/** What must hold, and whether it does. A failing check carries the place that called it. */
export interface CheckEntry {
  type: 'check';
  /** What must hold. */
  label: string;
  /** Whether it held. */
  ok: boolean;
  /** What was found instead, where the caller says it. */
  detail?: string;
  /** File that called `check`, where it is known; only on a failing check. */
  file?: string;
  /** 1-based line in that file. */
  line?: number;
}

/** One axis: what it measures and in which unit ('s', 'messages', '%' …). */
export interface Axis {
  /** What the axis measures. */
  label: string;
  /** The unit that it is measured in. */
  unit?: string;
}

/** How a series is drawn: `step` holds each value until the next, as a gauge or a counter does. */
export type SeriesStyle = 'line' | 'step' | 'points' | 'bars';

/** One curve of a plot, by its name in the legend. */
export interface Series {
  /** Its name in the legend. */
  name: string;
  /** How it is drawn. */
  style: SeriesStyle;
  /** x ascending. */
  points: [x: number, y: number][];
}

/** Series over common axes. */
export interface PlotEntry {
  type: 'plot';
  /** Stands above the picture. */
  title: string;
  /** What the picture shows, in a sentence, for a reader who can't see it. */
  description: string;
  /** The horizontal axis. */
  x: Axis;
  /** The vertical axis. */
  y: Axis;
  /** The curves, in the order of the legend. */
  series: Series[];
  /** Reference lines: `x` draws a vertical one, `y` a horizontal one. */
  marks: { x?: number; y?: number; label: string }[];
}

/** What a table's cell holds; null where there is nothing. */
export type Cell = string | number | boolean | null;

/** Rows under named columns. */
export interface TableEntry {
  type: 'table';
  /** Stands above the table. */
  title: string;
  /** The columns, from left to right. */
  columns: { name: string; unit?: string; align: 'left' | 'right' }[];
  /** The rows, each with as many cells as there are columns. */
  rows: Cell[][];
}

/** Lanes of spans and instants over virtual time: who held what, from when to when. */
export interface TimelineEntry {
  type: 'timeline';
  /** Stands above the picture. */
  title: string;
  /** What the picture shows, in a sentence, for a reader who can't see it. */
  description: string;
  /** From top to bottom. */
  lanes: {
    name: string;
    /** `kind` groups spans of one meaning: they share a colour and a legend entry. Seconds. */
    spans: { start: number; end: number; label: string; kind: string }[];
    /** Instants. Seconds. */
    events: { at: number; label: string; kind: string }[];
  }[];
}

/** What stands at a place of a map. */
export type PlaceRole = 'region' | 'edge' | 'user';

/** Places on the world, and ways between them. */
export interface MapEntry {
  type: 'map';
  /** Stands above the picture. */
  title: string;
  /** What the picture shows, in a sentence, for a reader who can't see it. */
  description: string;
  /** What kinds say of a place. */
  legend: string;
  /** In the order of the table. Degrees north and east; `kind` groups places of one meaning. */
  places: {
    name: string;
    latitude: number;
    longitude: number;
    role: PlaceRole;
    kind: string;
    /** What else is to be said of it. */
    note?: string;
  }[];
  /** From place to place, by their names. */
  ways: { from: string; to: string; kind: string }[];
}

/** Scenes that can be played: what stood there and what happened to it, at every instant of virtual time. */
export interface PlaybackEntry {
  type: 'playback';
  /** Stands above the picture. */
  title: string;
  /** What there is to see, in a sentence, for a reader who can't see it. */
  description: string;
  /** The second that the still picture shows. */
  at: number;
  /** Side by side, on one clock. */
  scenes: Scene[];
  /** Names of two knobs: the second at which something happens, and what. */
  fromHere?: { at: string; what: string };
}

/** The run ended in an error that nobody caught. */
export interface ErrorEntry {
  type: 'error';
  /** The class of the error. */
  name: string;
  /** What it says. */
  message: string;
  /** File of the run, 1-based line and column, where they are known. */
  file?: string;
  /** 1-based line. */
  line?: number;
  /** 1-based column. */
  column?: number;
}

/** Always the last entry, once. */
export interface EndEntry {
  type: 'end';
  /** `done` by itself; `error` nobody caught; `stopped` by the reader; `deadline`: it took too long; `limit`: it showed too much. */
  reason: 'done' | 'error' | 'stopped' | 'deadline' | 'limit';
}

/** One thing that a run shows. */
export type Entry =
  | ConsoleEntry
  | CheckEntry
  | PlotEntry
  | TableEntry
  | TimelineEntry
  | MapEntry
  | PlaybackEntry
  | ErrorEntry
  | EndEntry;

/** A whole run. */
export interface Transcript {
  /** Of the shape of its entries. */
  version: typeof TRANSCRIPT_VERSION;
  /** The seed that `new Cloud()` took. */
  seed: number;
  /** What it showed, in order; the last one is its end. */
  entries: Entry[];
}

/** Takes each entry as it happens. */
export type Sink = (entry: Entry) => void;
