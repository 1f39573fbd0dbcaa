import type { EndEntry } from '../../../sim/report/transcript.ts';
import type { Files } from '../../engine.ts';

/**
 * What is said between page, frame and worker. The page trusts the frame no more than the code that runs there: an
 * entry is `unknown` until the page has read it.
 */

/** What a reader's import may name besides files of the run: the source of each module by its name. */
export type Modules = Record<string, string>;

/** Page to frame, once, with a port for all that follows. */
export interface Setup {
  type: 'setup';
  /** The worker's script. */
  worker: string;
  modules: Modules;
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
  | { type: 'entries'; run: number; entries: unknown[] }
  | { type: 'end'; run: number; reason: EndEntry['reason'] }
  | { type: 'failed'; run: number; message: string };

/** Frame to worker, first. */
export interface Opening {
  modules: Modules;
}

/** Frame to worker, second and last: what to run. */
export interface Job {
  files: Files;
  entry: string;
  seed: number;
}

/** Worker to frame. */
export type Word =
  | { type: 'ready' }
  | { type: 'entry'; entry: unknown }
  | { type: 'end'; reason: 'done' | 'error' | 'limit' }
  | { type: 'failed'; message: string };
