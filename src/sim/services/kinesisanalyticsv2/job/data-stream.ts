import { NotModelled, parseArn } from '../../../cloud/index.ts';
import { schema } from '../schema.ts';
import { session, sliding, tumbling, type WindowAssigner } from '../windows/window.ts';
import type { Aggregate } from '../windows/window-state.ts';
import { FunctionOperator, KeyOperator, MAIN, StateOperator, type Operator } from './operator.ts';
import { SinkOperator, type DeliveryGuarantee, type Sink } from './sink-operator.ts';
import { WindowOperator, type WindowResult } from './window-operator.ts';

/** What a function of the reader's hands on. */
export interface Output<R> {
  /** Hands a value on. */
  collect(value: R): void;
  /** Hands a value on to a side output: `stream.sideOutput(tag)` has it. */
  output(tag: string, value: unknown): void;
}

/** Windows of event time, in seconds: one after the other, overlapping, or by the gaps between records. */
export type WindowSize =
  | { readonly tumbling: number }
  | { readonly sliding: number; readonly every: number }
  | { readonly session: number };

/** What windows are like. */
export interface WindowOptions {
  /** How many seconds after its end a window still takes records, and fires again. Default 0. */
  readonly allowedLateness?: number;
}

/** A stream of values in a job, as Flink's DataStream. */
export class DataStream<T> {
  /** @internal */
  readonly operators: Operator[];
  /** @internal */
  readonly count: () => void;
  readonly #from: readonly { readonly operator: Operator; readonly tag: string }[];

  /** Made by `Environment.fromSource`. */
  constructor(operators: Operator[], count: () => void, operator: Operator, tag = MAIN) {
    this.operators = operators;
    this.count = count;
    this.#from = [{ operator, tag }];
  }

  /** Each value becomes another one. */
  map<R>(body: (value: T) => R): DataStream<R> {
    return this.process((value, out) => out.collect(body(value)));
  }

  /** Only values of which that is true. */
  filter(keep: (value: T) => boolean): DataStream<T> {
    return this.process((value, out) => {
      if (keep(value)) out.collect(value);
    });
  }

  /** Each value becomes any number of others. */
  flatMap<R>(body: (value: T) => Iterable<R>): DataStream<R> {
    return this.process((value, out) => {
      for (const one of body(value)) out.collect(one);
    });
  }

  /** A function of the reader's own, with side outputs. `time` is the event time, in seconds of the Unix epoch. */
  process<R>(body: (value: T, out: Output<R>, time: number) => void): DataStream<R> {
    return this.then(new FunctionOperator((value, out, time) => body(value as T, out, time / 1000)));
  }

  /** What an operator hands on besides: of windows, 'late'. */
  sideOutput<S>(tag: string): DataStream<S> {
    return new DataStream<S>(this.operators, this.count, this.#from[0]!.operator, tag);
  }

  /** The values of both. */
  union(other: DataStream<T>): DataStream<T> {
    const both = new FunctionOperator((value, out) => out.collect(value));
    for (const { operator, tag } of other.#from) operator.connect(both, tag);
    return this.then(both);
  }

  /** Values of one key go to one subtask, which keeps the state of the key. */
  keyBy(keyOf: (value: T) => string): KeyedStream<T> {
    const operator = new KeyOperator((value) => keyOf(value as T));
    this.then(operator);
    return new KeyedStream<T>(this.operators, this.count, operator);
  }

  /**
   * Hands values to a destination: a function, or a stream of Kinesis or Firehose as JSON, or a bucket, which gets an
   * object at each checkpoint.
   *
   * @param guarantee Default: what the destination can. A bucket gets each value exactly once, a function or stream at
   *   least once; a function can do both.
   * @throws NotModelled for other destinations. Flink has no connector for AWS Lambda.
   */
  sinkTo(sink: Sink<T>, guarantee?: DeliveryGuarantee): void {
    const service = typeof sink === 'function' ? 'function' : (parseArn(sink.arn)?.service ?? sink.arn);
    if (!['function', 'kinesis', 'firehose', 's3'].includes(service))
      throw new NotModelled(schema.title, `a sink to ${service}`);
    const exactlyOnce = guarantee === undefined ? service === 's3' : guarantee === 'exactly-once';
    if (exactlyOnce && (service === 'kinesis' || service === 'firehose'))
      throw new RangeError(`The sink to ${service} is at least once: it can't take a result back.`);
    this.then(new SinkOperator(sink, exactlyOnce, this.count));
  }

  /** @internal Adds an operator behind this one. */
  then<R>(operator: Operator): DataStream<R> {
    for (const { operator: before, tag } of this.#from) before.connect(operator, tag);
    this.operators.push(operator);
    return new DataStream<R>(this.operators, this.count, operator);
  }
}

/** A stream whose values have keys. */
export class KeyedStream<T> {
  readonly #stream: DataStream<T>;

  /** Made by `DataStream.keyBy`. */
  constructor(operators: Operator[], count: () => void, operator: Operator) {
    this.#stream = new DataStream<T>(operators, count, operator);
  }

  /**
   * A function of the reader's own with a state for each key: it gets the state and a value, and answers the next state.
   * What it is made of must be plain data.
   */
  process<S, R>(
    initial: () => S,
    body: (state: S, value: T, out: Output<R>, time: number) => S,
  ): DataStream<R> {
    return this.#stream.then(
      new StateOperator(initial, (state, value, out, time) => body(state as S, value as T, out, time / 1000)),
    );
  }

  /** Windows of event time for each key. */
  window(size: WindowSize, options: WindowOptions = {}): WindowedStream<T> {
    return new WindowedStream<T>(this.#stream, assignerOf(size), (options.allowedLateness ?? 0) * 1000);
  }
}

/** A stream whose values are gathered by key and window. */
export class WindowedStream<T> {
  readonly #stream: DataStream<T>;
  readonly #assigner: WindowAssigner;
  readonly #lateness: number;

  /** Made by `KeyedStream.window`. */
  constructor(stream: DataStream<T>, assigner: WindowAssigner, lateness: number) {
    this.#stream = stream;
    this.#assigner = assigner;
    this.#lateness = lateness;
  }

  /** What the values of a window come to. */
  aggregate<A, R>(aggregate: Aggregate<T, A, R>): DataStream<WindowResult<R>> {
    const any = aggregate as unknown as Aggregate<unknown, unknown, unknown>;
    return this.#stream.then(new WindowOperator(this.#assigner, any, this.#lateness));
  }

  /** How many there are. */
  count(): DataStream<WindowResult<number>> {
    return this.sum(() => 1);
  }

  /** The sum of what each amounts to. */
  sum(amount: (value: T) => number): DataStream<WindowResult<number>> {
    return this.aggregate<number, number>({
      create: () => 0,
      add: (sum, value) => sum + amount(value),
      merge: (a, b) => a + b,
      result: (sum) => sum,
    });
  }
}

function assignerOf(size: WindowSize): WindowAssigner {
  if ('tumbling' in size) return tumbling(size.tumbling * 1000);
  if ('sliding' in size) return sliding(size.sliding * 1000, size.every * 1000);
  return session(size.session * 1000);
}
