import type { Entry } from '../sim/report/transcript.ts';

/** The files of a run by name, TypeScript as the reader wrote it. */
export type Files = Record<string, string>;

export interface RunOptions {
  /** The file that runs. */
  entry: string;
  /** What `new Cloud()` takes where the code pins no seed. */
  seed: number;
  /** Real seconds after which the run ends with reason `deadline`. */
  deadline: number;
  /** Whose run it is: an engine that keeps files from one run to the next has a folder for each. */
  project?: ProjectName;
  /** Hears what the engine does before the run begins, where it takes long enough to be told. */
  say?: Say;
}

/** Names an example among those of its page. */
export interface ProjectName {
  id: string;
  /** What it shows, in a few words. */
  title: string;
}

/** Takes what an engine does, a step at a time: a short sentence that ends in an ellipsis. */
export type Say = (step: string) => void;

/**
 * Something that runs a reader's code and shows what it did. One run at a time:
 * a second `run` ends the first with reason `stopped`.
 */
export interface Engine {
  readonly name: string;
  /**
   * Gets ready in the background, so that the first run starts sooner. Never needed for correctness. Throws as `run` does.
   *
   * @param files what will most likely run
   */
  warm(say?: Say, files?: Files): Promise<void>;
  /** The entries of the run as they come; the last one is always of type `end`. Throws EngineError where the engine itself fails. */
  run(files: Files, options: RunOptions): AsyncIterable<Entry>;
  /** Ends the run under way, if any, with reason `stopped`. */
  stop(): void;
  /** Frees what the engine holds. */
  dispose(): void;
}

/** The engine failed, not the reader's code: one sentence, and one thing the reader can do. */
export class EngineError extends Error {
  override name = 'EngineError';
  readonly action: string;
  constructor(message: string, action: string) {
    super(message);
    this.action = action;
  }
}
