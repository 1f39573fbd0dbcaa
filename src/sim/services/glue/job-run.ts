import type { Region } from '../../cloud/index.ts';
import type { Reply, Yieldable } from '../../kernel/index.ts';
import { classify, type Row } from './classifier.ts';

/** An object of a bucket, as a job and a crawler see it. */
export interface Listed {
  readonly key: string;
  readonly modified: number;
}

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

/** The bucket and the key in 's3://bucket/key'. */
export function placeIn(path: string): { bucket: string; key: string } {
  const [bucket = '', ...key] = path.replace(/^s3a?:\/\//, '').split('/');
  return { bucket, key: key.join('/') };
}

/** All objects below a path. */
export function* list(region: Region, path: string): Generator<Yieldable, Listed[], never> {
  const { bucket, key } = placeIn(path);
  const found: Listed[] = [];
  let token: string | undefined;
  do {
    const request = { Bucket: bucket, Prefix: key, ...(token !== undefined && { ContinuationToken: token }) };
    const page = (yield* region.call('s3', 'ListObjectsV2', request)) as {
      Contents?: readonly { readonly Key: string; readonly LastModified: Date }[];
      NextContinuationToken?: string;
    };
    for (const { Key, LastModified } of page.Contents ?? [])
      found.push({ key: Key, modified: LastModified.getTime() });
    token = page.NextContinuationToken;
  } while (token !== undefined);
  return found;
}

/** The text of an object. */
export function* text(region: Region, path: string, key: string): Generator<Yieldable, string, never> {
  const request = { Bucket: placeIn(path).bucket, Key: key };
  const answer = (yield* region.call('s3', 'GetObject', request)) as { Body: Uint8Array };
  return new TextDecoder().decode(answer.Body);
}

/** The run of a script: reads and writes, and the time that they take on its workers. */
export class JobContextOf implements JobContext {
  readonly arguments: Readonly<Record<string, string>>;
  /** How far the bookmark of each table is: milliseconds of the Unix epoch. */
  readonly bookmarks: Map<string, number>;
  readonly #region: Region;
  readonly #locate: (database: string, table: string) => string;
  readonly #rowsPerSecond: number;
  #parts = 0;

  constructor(
    region: Region,
    options: {
      arguments: Record<string, string>;
      bookmarks: ReadonlyMap<string, number>;
      locate: (database: string, table: string) => string;
      rowsPerSecond: number;
    },
  ) {
    this.#region = region;
    this.arguments = options.arguments;
    this.bookmarks = new Map(options.bookmarks);
    this.#locate = options.locate;
    this.#rowsPerSecond = options.rowsPerSecond;
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
    const objects = (yield* list(this.#region, location)).filter(({ modified }) => modified > since);
    const rows: Row[] = [];
    for (const { key } of objects) rows.push(...classify(yield* text(this.#region, location, key)).rows);
    if (objects.length > 0) this.bookmarks.set(name, Math.max(...objects.map(({ modified }) => modified)));
    yield rows.length / this.#rowsPerSecond;
    return rows;
  }

  *#write(path: string, rows: readonly Row[]): Generator<Yieldable, void, never> {
    yield rows.length / this.#rowsPerSecond;
    const { bucket, key } = placeIn(path);
    const { epochMillis } = this.#region.world.simulation;
    const name = `${key}run-${epochMillis}-part-${String(this.#parts++).padStart(5, '0')}`;
    const body = new TextEncoder().encode(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    yield* this.#region.call('s3', 'PutObject', { Bucket: bucket, Key: name, Body: body });
  }
}
