import { NotModelled, parseArn } from '../../../cloud/index.ts';
import { schema } from '../schema.ts';
import { DataStream } from './data-stream.ts';
import { SourceOperator, type Operator } from './operator.ts';

/** How a stream is read. */
export interface SourceOptions<T> {
  /** What a record's text means. Default: JSON. */
  readonly read?: (text: string) => T;
  /** When it happened: the event time, in seconds of the Unix epoch. Default: when it arrived at the stream. */
  readonly time?: (value: T) => number;
  /** How many seconds records of one shard are out of order at most. Default 0. */
  readonly outOfOrderness?: number;
  /** After how many seconds without a record a shard holds event time up no longer. Default: never. */
  readonly idleness?: number;
  /** Where a job without a snapshot begins. Default: 'LATEST', as Flink's connector. */
  readonly from?: 'LATEST' | 'TRIM_HORIZON';
}

/** A source of a job. */
export interface Source {
  readonly arn: string;
  readonly options: SourceOptions<unknown>;
  readonly operator: SourceOperator;
}

/** Static data of Amazon S3, which a job reads when it starts. */
export class Reference<T> {
  /** Where it lies. */
  readonly bucket: string;
  /** The object. */
  readonly key: string;
  readonly #idOf: (row: T) => string;
  #rows = new Map<string, T>();

  /** Made by `Environment.reference`. */
  constructor(bucket: string, key: string, idOf: (row: T) => string) {
    this.bucket = bucket;
    this.key = key;
    this.#idOf = idOf;
  }

  /** The row of that id; undefined where there is none. */
  get(id: string): T | undefined {
    return this.#rows.get(id);
  }

  /** @internal Takes in what the object holds: a JSON document a line. */
  load(text: string): void {
    const rows = text.split('\n').filter((line) => line.trim() !== '');
    this.#rows = new Map(
      rows.map((line) => JSON.parse(line) as T).map((row) => [this.#idOf(row), row] as const),
    );
  }
}

/** What a program builds its job with: sources, and static data. */
export class Environment {
  /** @internal */
  readonly sources: Source[] = [];
  /** @internal */
  readonly references: Reference<unknown>[] = [];
  /** @internal In the order in which they were made, so that each stands before those that it hands on to. */
  readonly operators: Operator[] = [];
  readonly #count: () => void;

  /** Made by the service. */
  constructor(count: () => void) {
    this.#count = count;
  }

  /**
   * Reads a data stream: each shard has an event time of its own.
   *
   * @param stream a stream of Kinesis Data Streams
   * @throws NotModelled for Amazon MSK and all other sources
   */
  fromSource<T>(stream: { readonly arn: string }, options: SourceOptions<T> = {}): DataStream<T> {
    const { arn } = stream;
    const service = parseArn(arn)?.service;
    if (service !== 'kinesis') throw new NotModelled(schema.title, `the source ${service ?? arn}`);
    const operator = new SourceOperator();
    this.operators.push(operator);
    this.sources.push({ arn, options: options as SourceOptions<unknown>, operator });
    return new DataStream<T>(this.operators, this.#count, operator);
  }

  /**
   * Static data that lies in a bucket, a JSON document a line. It is read when the job starts, and stays as it is.
   *
   * @param idOf by what rows are looked up
   */
  reference<T>(bucket: { readonly name: string }, key: string, idOf: (row: T) => string): Reference<T> {
    const reference = new Reference<T>(bucket.name, key, idOf);
    this.references.push(reference as Reference<unknown>);
    return reference;
  }
}

/** What an application does, as code of the reader's: it builds the job, and runs at every start of it. */
export type Program = (env: Environment) => void;
