import type { Region } from '../../cloud/index.ts';
import type { Reply, Yieldable } from '../../kernel/index.ts';
import { classify, type Row } from './classifier.ts';
import { Lake, placeIn } from './lake.ts';
import type { Workers } from './workers.ts';

/** What a script does with its run. */
export interface JobContext {
  /** The arguments of the run, with those of the job: `--day`. */
  readonly arguments: Readonly<Record<string, string>>;
  /**
   * Reads a table of the catalogue: JSON and CSV. With bookmarks enabled, only objects that are new since the last run
   * that succeeded.
   */
  read(database: string, table: string): Reply<Row[]>;
  /** Writes rows into a bucket, a JSON document a line: 's3://lake/clean/'. */
  write(path: string, rows: readonly Row[]): Reply<void>;
}

/** What a job does, as code of the reader's. */
export type Script = (job: JobContext) => Generator<Yieldable, void, never>;

/** The run of a script: reads and writes, and the time that they take on its workers. */
export class JobContextOf implements JobContext {
  readonly arguments: Readonly<Record<string, string>>;
  /** How far the bookmark of each table is: milliseconds of the Unix epoch. */
  readonly bookmarks: Map<string, number>;
  readonly #region: Region;
  readonly #locate: (database: string, table: string) => string;
  readonly #lake: Lake;
  readonly #workers: Workers;
  #parts = 0;
  #tasks = 1;

  constructor(
    region: Region,
    options: {
      arguments: Record<string, string>;
      bookmarks: ReadonlyMap<string, number>;
      locate: (database: string, table: string) => string;
      role: string;
      workers: Workers;
    },
  ) {
    this.#region = region;
    this.arguments = options.arguments;
    this.bookmarks = new Map(options.bookmarks);
    this.#locate = options.locate;
    this.#lake = new Lake(region, options.role);
    this.#workers = options.workers;
  }

  read(database: string, table: string): Reply<Row[]> {
    return this.#region.world.simulation.process(() => this.#read(database, table), 'Glue read');
  }

  write(path: string, rows: readonly Row[]): Reply<void> {
    return this.#region.world.simulation.process(() => this.#write(path, rows), 'Glue write');
  }

  *#read(database: string, table: string): Generator<Yieldable, Row[], never> {
    const location = this.#locate(database, table);
    const name = `${database}.${table}`;
    const bookmarked = this.arguments['--job-bookmark-option'] === 'job-bookmark-enable';
    const since = bookmarked ? (this.bookmarks.get(name) ?? -Infinity) : -Infinity;
    const objects = (yield* this.#lake.list(location)).filter(({ modified }) => modified > since);
    const rows: Row[] = [];
    for (const { key } of objects) rows.push(...classify(yield* this.#lake.text(location, key)).rows);
    if (objects.length > 0) this.bookmarks.set(name, Math.max(...objects.map(({ modified }) => modified)));
    this.#tasks = Math.max(1, objects.length);
    yield* this.#workers.work(rows.length, this.#tasks);
    return rows;
  }

  *#write(path: string, rows: readonly Row[]): Generator<Yieldable, void, never> {
    // Rows are written by as many tasks as they were read by.
    yield* this.#workers.work(rows.length, this.#tasks);
    const { bucket, key } = placeIn(path);
    const { epochMillis } = this.#region.world.simulation;
    const name = `${key}run-${epochMillis}-part-${String(this.#parts++).padStart(5, '0')}`;
    yield* this.#lake.put(bucket, name, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  }
}
