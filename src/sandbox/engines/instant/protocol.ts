import type { EndEntry } from '../../../sim/report/transcript.ts';
import type { ServiceFacts } from '../../../sim/core.ts';
import type { Files } from '../../engine.ts';

/**
 * What is said between page, frame and worker. The page trusts the frame no more than the code that runs there: an
 * entry is `unknown` until the page has read it.
 */

/** What a run has of the library beside the core. */
export interface LibraryPart {
  /** The text of each module by its path: they import each other by relative paths. */
  modules: Files;
  /** The class of each service by the service's name, as its module exports it. */
  services: Record<string, string>;
  /** The parts with public names that the code takes. */
  names: string[];
}

/** What each worker starts with. */
export interface Library {
  core: Files;
  /** Every service there is, at hand or not. */
  facts: Record<string, ServiceFacts>;
}

/** Page to frame, once, with a port for all that follows. */
export interface Setup {
  type: 'setup';
  /** The worker's script. */
  worker: string;
  library: Library;
  /** What the first worker has at hand. */
  part: LibraryPart;
}

/** Page to frame. A `ping` is answered by a `pong`: no browser tells of a frame that has died. */
export type Command = Start | { type: 'stop'; run: number } | { type: 'ping' };

export interface Start {
  type: 'run';
  run: number;
  job: Job;
  /** Seconds. */
  deadline: number;
}

/** Frame to page. `run` numbers are the page's; what comes of a run after its `end` is to be ignored. */
export type Report =
  /** A worker waits for a run, or has failed to load, which the run will tell. */
  | { type: 'ready' }
  | { type: 'pong' }
  | { type: 'started'; run: number }
  /** The run touched a service that it had not, and is over: it wants to begin anew with that service. */
  | { type: 'needs'; run: number; service: string }
  | { type: 'entries'; run: number; entries: unknown[] }
  | { type: 'end'; run: number; reason: EndEntry['reason'] }
  | { type: 'failed'; run: number; message: string };

/** Frame to worker, first: the library, and the part that the last run had, for the next may well have it too. */
export interface Opening {
  library: Library;
  part: LibraryPart;
}

/** Frame to worker, second and last: what to run, and with which part of the library. */
export interface Job {
  files: Files;
  entry: string;
  seed: number;
  part: LibraryPart;
}

/** Worker to frame. */
export type Word =
  /** The reader's code has broken what the worker itself needs: the run is over. */
  | { type: 'broken' }
  | { type: 'ready' }
  | { type: 'entry'; entry: unknown }
  | { type: 'needs'; service: string }
  | { type: 'end'; reason: 'done' | 'error' | 'limit' }
  | { type: 'failed'; message: string };
