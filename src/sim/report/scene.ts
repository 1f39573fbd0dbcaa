/**
 * The one vocabulary of what can be played: things that are in states, loads by sample, lines and lamps that change,
 * requests that go somewhere. Plain data. Times are in seconds of virtual time.
 */

/** What a state means, by which it looks the same in every scene. */
export type Look = 'comes' | 'warms' | 'serves' | 'ill' | 'leaves' | 'rests';

/** An instance, a target, a worker: one tile of the picture. */
export interface Thing {
  /** Its short name: the order in which it came. */
  name: string;
  /** What AWS calls it. */
  id: string;
  /** Where it is: its zone. Things of one place stand together. */
  place: string;
  /** Its states, each from when on, by their index in the scene; −1 where it is gone. */
  states: [at: number, state: number][];
  /** Its load by sample, from the sample of that index on; null where nothing is known. */
  load: { from: number; values: (number | null)[] };
}

/** A number that holds until the next one. */
export interface Line {
  /** What it is: 'minimum'. */
  name: string;
  /** Its values, each from when on. */
  steps: [at: number, value: number][];
}

/** Requests on their way, in columns. */
export interface Requests {
  /** How many requests one of the columns' stands for: beyond some thousand, not each is kept. */
  each: number;
  /** Seconds of a tick. */
  tick: number;
  /** When each arrives at its node: ticks since the one before, of the first since the start. */
  at: number[];
  /** Ticks that each takes. */
  took: number[];
  /** The node that it arrives at: an index of `nodes`. */
  node: number[];
  /** The thing that works on it: an index of `things`; −1 where none does. */
  thing: number[];
  /** Whether it fails: 1, or 0. */
  failed: number[];
  /** Names of the nodes. */
  nodes: string[];
  /** Of all requests, by sample in which they end: how many, and how many of these failed. */
  ended: [all: number, failed: number][];
}

/** What happened to some things in a while. */
export interface Scene {
  /** `fleet`: things, lines and lamps. `tier`: requests that come to nodes and go on to things. */
  kind: 'fleet' | 'tier';
  /** Tells it from the other scenes beside it; '' where there is none. */
  name: string;
  /** When the first sample was taken. */
  start: number;
  /** When it ends. */
  end: number;
  /** Seconds from sample to sample. */
  every: number;
  /** What the load is, and which value fills a tile. */
  load: { name: string; unit: string; full: number };
  /** The states that things can be in. */
  states: { name: string; look: Look }[];
  /** All things there ever were, in the order in which they came. */
  things: Thing[];
  /** Of a fleet: minimum, desired, maximum. */
  lines: Line[];
  /** Alarms: 0 is off, 1 is on, 2 is unknown. */
  lamps: Line[];
  /** Of a tier. */
  requests?: Requests;
}
