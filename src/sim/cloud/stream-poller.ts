import type { Process, Signal, Yieldable } from '../kernel/index.ts';
import { parseArn } from './arn.ts';
import { AwsError } from './aws-error.ts';
import { hashText } from './digest/index.ts';
import type { Region } from './region.ts';

/** A record of a stream, as those who work on it get it. */
export interface StreamRecord {
  readonly shardId: string;
  readonly sequenceNumber: string;
  readonly partitionKey: string;
  readonly data: Uint8Array;
  /** When it came to the stream, in seconds of the Unix epoch. */
  readonly arrival: number;
}

/** Records that are given up. */
export interface GivenUp {
  readonly records: readonly StreamRecord[];
  readonly why: 'RetryAttemptsExhausted' | 'MaximumRecordAgeExceeded';
  /** How often they were worked on. */
  readonly attempts: number;
}

/** How a stream is polled. */
export interface StreamPollerOptions {
  readonly region: Region;
  /** A stream of that Region. */
  readonly streamArn: string;
  /** Where it begins in the shards that are there. */
  readonly position: { readonly type: 'TRIM_HORIZON' | 'LATEST' | 'AT_TIMESTAMP'; readonly timestamp?: Date };
  /** The most records of a batch. */
  readonly batchSize: number;
  /** Seconds to wait for more records after a batch's first. */
  readonly window: number;
  /** Batches of a shard at a time; records of one partition key always share one. */
  readonly lanes: number;
  /** How often a batch that fails is tried again. */
  readonly retries: number;
  /** Seconds after which a record is given up. */
  readonly maximumAge: number;
  /** Whether a batch that fails is divided into halves. */
  readonly bisect: boolean;
  /** Whether a record is wanted. One that is not is passed over. */
  readonly wants: (record: StreamRecord) => boolean;
  /** Works on a batch; answers how many records from its beginning are done with. An AwsError says none. */
  readonly handle: (records: readonly StreamRecord[]) => Generator<Yieldable, number, never>;
  /** A tumbling window, by when records came: a batch stays within one. Default: none. */
  readonly tumbling?: {
    readonly seconds: number;
    /** Ends a window of a shard, by when it began in seconds of the Unix epoch. */
    readonly close: (shardId: string, start: number) => Generator<Yieldable, void, never>;
  };
  /** Told of what is given up. */
  readonly discard: (givenUp: GivenUp) => void;
}

/** A service whose streams are read in Kinesis' shapes, though not by Kinesis' API: DynamoDB. */
export interface ChangeStreams {
  /** Answers ListShards, GetShardIterator or GetRecords of a stream. */
  readStream(arn: string, operation: string, input: object): unknown;
}

interface Records {
  Records: {
    SequenceNumber: string;
    PartitionKey: string;
    Data: Uint8Array;
    ApproximateArrivalTimestamp: Date;
  }[];
  NextShardIterator?: string;
  MillisBehindLatest?: number;
  ChildShards?: { ShardId: string; ParentShards: string[] }[];
}

interface Shards {
  Shards: {
    ShardId: string;
    ParentShardId?: string;
    AdjacentParentShardId?: string;
    SequenceNumberRange: { EndingSequenceNumber?: string };
  }[];
  NextToken?: string;
}

/**
 * Seconds from one look at a shard to the next: "at a base rate of once per second" for Kinesis, "4 times per second" for
 * DynamoDB. While it is behind, four a second.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 */
const POLL = { base: 1, behind: 0.25 };
/** Seconds before a batch that failed is tried again, twice as many each time up to the last. AWS gives no numbers. */
const AGAIN = { first: 1, longest: 60 };
/**
 * Seconds without a record after which a tumbling window that is past is over: "up to 2 minutes".
 * https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-windows.html
 */
const QUIET = 120;
/** Bytes that a batch may hold, as base64. */
const PAYLOAD = 6_000_000;

/** The records of some partition keys of a shard, in order, of which one batch is worked on at a time. */
class Lane {
  readonly records: StreamRecord[] = [];
  working = false;
  /** Whether no more records come: the shard is at its end. */
  ended = false;
  /** When the tumbling window that is open began, in seconds of the Unix epoch. */
  window: number | undefined;
  readonly more: Signal;

  constructor(more: Signal) {
    this.more = more;
  }
}

/**
 * Reads a stream in batches on somebody's behalf, as event source mappings do: each shard in order, parents before their
 * children; a batch that fails holds up what comes after it.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html
 */
export class StreamPoller {
  readonly #options: StreamPollerOptions;
  readonly #waiting = new Set<Process<unknown>>();
  readonly #followed = new Set<string>();
  readonly #finished = new Set<string>();
  #busy = 0;
  #stopped = false;

  /** Begins to poll. */
  constructor(options: StreamPollerOptions) {
    this.#options = options;
    this.#process(() => this.#begin());
  }

  /** Batches that are at work. */
  get busy(): number {
    return this.#busy;
  }

  /** Polls no more. What is at work comes to its end. */
  stop(): void {
    this.#stopped = true;
    for (const process of this.#waiting) process.cancel();
  }

  #process(body: () => Generator<Yieldable, void, never>): void {
    const process: Process<unknown> = this.#simulation.process(body, 'stream poller');
    this.#waiting.add(process);
  }

  get #simulation() {
    return this.#options.region.world.simulation;
  }

  /** Finds the shards to begin with: the open ones for LATEST, else the oldest. */
  *#begin(): Generator<Yieldable, void, never> {
    const { type } = this.#options.position;
    const all: Shards['Shards'] = [];
    let NextToken: string | undefined;
    do {
      const input = NextToken === undefined ? { StreamName: this.#stream } : { NextToken };
      const page = (yield* this.#call('ListShards', input)) as Shards | undefined;
      if (!page) continue;
      all.push(...page.Shards);
      NextToken = page.NextToken;
    } while (NextToken !== undefined || all.length === 0);
    const ids = new Set(all.map(({ ShardId }) => ShardId));
    for (const shard of all) {
      const open = shard.SequenceNumberRange.EndingSequenceNumber === undefined;
      const parents = [shard.ParentShardId, shard.AdjacentParentShardId];
      const oldest = !parents.some((parent) => parent !== undefined && ids.has(parent));
      if (type === 'LATEST' ? open : oldest) this.#follow(shard.ShardId, type);
    }
  }

  /** The service, where it is not Kinesis. */
  get #changes(): ChangeStreams | undefined {
    const { region, streamArn } = this.#options;
    const { service } = parseArn(streamArn)!;
    return service === 'kinesis' ? undefined : (region.service(service) as ChangeStreams);
  }

  get #stream(): string {
    return parseArn(this.#options.streamArn)!.resource.replace(/^stream\//, '');
  }

  #follow(shardId: string, type: StreamPollerOptions['position']['type']): void {
    if (this.#followed.has(shardId)) return;
    this.#followed.add(shardId);
    this.#process(() => this.#read(shardId, type));
  }

  /** Reads a shard to its end, and then goes on with its children. */
  *#read(shardId: string, type: StreamPollerOptions['position']['type']): Generator<Yieldable, void, never> {
    const { batchSize, wants } = this.#options;
    const done = this.#simulation.signal('a batch is done');
    const lanes = this.#lanes(shardId, done);
    let from: object = { ShardIteratorType: type, Timestamp: this.#options.position.timestamp };
    let iterator: string | undefined;
    let children: Records['ChildShards'] = [];
    for (;;) {
      while (lanes.reduce((sum, { records }) => sum + records.length, 0) >= batchSize * lanes.length)
        yield* done.wait();
      if (iterator === undefined) {
        const input = { StreamName: this.#stream, ShardId: shardId, ...from };
        const found = (yield* this.#call('GetShardIterator', input)) as { ShardIterator: string } | undefined;
        iterator = found?.ShardIterator;
        continue;
      }
      const answer = (yield* this.#call('GetRecords', { ShardIterator: iterator })) as Records | undefined;
      if (!answer) {
        // The iterator may have expired meanwhile.
        iterator = undefined;
        continue;
      }
      for (const found of answer.Records) {
        const one = record(shardId, found);
        from = { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', StartingSequenceNumber: one.sequenceNumber };
        if (!wants(one)) continue;
        const lane = lanes[hashText(one.partitionKey) % lanes.length]!;
        lane.records.push(one);
        lane.more.fire();
      }
      iterator = answer.NextShardIterator;
      if (iterator === undefined) {
        children = answer.ChildShards ?? [];
        break;
      }
      yield (answer.MillisBehindLatest ?? 0) > 0 || this.#changes ? POLL.behind : POLL.base;
    }
    for (const lane of lanes) {
      lane.ended = true;
      lane.more.fire();
    }
    while (
      lanes.some(({ records, working, window }) => working || records.length > 0 || window !== undefined)
    )
      yield* done.wait();
    this.#finished.add(shardId);
    for (const { ShardId, ParentShards } of children)
      if (ParentShards.every((parent) => this.#finished.has(parent) || !this.#followed.has(parent)))
        this.#follow(ShardId, type === 'LATEST' ? 'TRIM_HORIZON' : type);
  }

  #lanes(shardId: string, done: Signal): Lane[] {
    return Array.from({ length: this.#options.lanes }, () => {
      const lane = new Lane(this.#simulation.signal('records of a shard'));
      const process: Process<unknown> = this.#simulation.process(
        () => this.#work(shardId, lane, done, () => process),
        'stream poller',
      );
      this.#waiting.add(process);
      return lane;
    });
  }

  *#work(
    shardId: string,
    lane: Lane,
    done: Signal,
    self: () => Process<unknown>,
  ): Generator<Yieldable, void, never> {
    while (!this.#stopped) {
      if (lane.records.length === 0) yield* this.#more(lane);
      const start = this.#windowOf(lane.records[0]);
      if (lane.window !== undefined && lane.window !== start) {
        this.#waiting.delete(self());
        yield* this.#options.tumbling!.close(shardId, lane.window);
        this.#waiting.add(self());
        lane.window = undefined;
        done.fire();
        continue;
      }
      if (lane.records.length === 0) continue;
      yield* this.#fill(lane);
      lane.window = start;
      const batch = this.#take(lane);
      lane.working = true;
      this.#waiting.delete(self());
      this.#busy++;
      yield* this.#attempt(batch);
      this.#busy--;
      this.#waiting.add(self());
      lane.working = false;
      done.fire();
    }
    this.#waiting.delete(self());
  }

  /** When a record's tumbling window begins. */
  #windowOf(record: StreamRecord | undefined): number | undefined {
    const { tumbling } = this.#options;
    return tumbling && record && Math.floor(record.arrival / tumbling.seconds) * tumbling.seconds;
  }

  /** Waits for a record, or until the window that is open is over. */
  *#more(lane: Lane): Generator<Yieldable, void, never> {
    if (lane.window === undefined) {
      yield* lane.more.wait();
      return;
    }
    if (lane.ended) return;
    const left = lane.window + this.#options.tumbling!.seconds - this.#simulation.epochMillis / 1000;
    const timer = this.#simulation.timer(Math.max(QUIET, left), () => lane.more.fire());
    yield* lane.more.wait();
    timer.cancel();
  }

  /** Waits until a batch is full or its window over. */
  *#fill({ records }: Lane): Generator<Yieldable, void, never> {
    const { batchSize, window } = this.#options;
    const end = this.#simulation.now + window;
    const within = () => this.#windowOf(records.at(-1)) === this.#windowOf(records[0]);
    while (records.length < batchSize && this.#simulation.now < end && within())
      yield Math.min(POLL.base, end - this.#simulation.now);
  }

  #take({ records }: Lane): StreamRecord[] {
    let bytes = 0;
    let count = 0;
    const start = this.#windowOf(records[0]);
    for (const record of records) {
      const { data } = record;
      bytes += Math.ceil(data.length / 3) * 4;
      if (count === this.#options.batchSize || (count > 0 && bytes > PAYLOAD)) break;
      if (this.#windowOf(record) !== start) break;
      count++;
    }
    return records.splice(0, count);
  }

  /** Tries until nothing of a batch is left, or it is given up. */
  *#attempt(batch: StreamRecord[]): Generator<Yieldable, void, never> {
    const { retries, bisect, discard } = this.#options;
    let left = batch;
    let attempts = 0;
    let delay = AGAIN.first;
    while (!this.#stopped) {
      left = this.#fresh(left, attempts);
      if (left.length === 0) return;
      const done = yield* this.#handled(left);
      attempts++;
      if (done === left.length) return;
      if (done > 0) {
        // The rest is a batch of its own, with all its retries before it.
        left = left.slice(done);
        attempts = 0;
        delay = AGAIN.first;
      } else if (bisect && left.length > 1) {
        const middle = Math.ceil(left.length / 2);
        yield* this.#attempt(left.slice(0, middle));
        yield* this.#attempt(left.slice(middle));
        return;
      } else if (attempts > retries) {
        discard({ records: left, why: 'RetryAttemptsExhausted', attempts });
        return;
      }
      yield delay;
      delay = Math.min(2 * delay, AGAIN.longest);
    }
  }

  /** What is not too old; the rest is given up. */
  #fresh(batch: StreamRecord[], attempts: number): StreamRecord[] {
    const oldest = this.#simulation.epochMillis / 1000 - this.#options.maximumAge;
    const fresh = batch.filter(({ arrival }) => arrival >= oldest);
    const records = batch.filter(({ arrival }) => arrival < oldest);
    if (records.length > 0) this.#options.discard({ records, why: 'MaximumRecordAgeExceeded', attempts });
    return fresh;
  }

  *#handled(batch: readonly StreamRecord[]): Generator<Yieldable, number, never> {
    try {
      return yield* this.#options.handle(batch);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return 0;
    }
  }

  /** An operation of the stream's service; nothing where it refuses, after a while. */
  *#call(operation: string, input: object): Generator<Yieldable, unknown, never> {
    const { region, streamArn } = this.#options;
    try {
      const changes = this.#changes;
      if (changes) return changes.readStream(streamArn, operation, input);
      return yield* region.call('kinesis', operation, input);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      yield POLL.base;
      return undefined;
    }
  }
}

function record(shardId: string, found: Records['Records'][number]): StreamRecord {
  const { SequenceNumber, PartitionKey, Data, ApproximateArrivalTimestamp } = found;
  return {
    shardId,
    sequenceNumber: SequenceNumber,
    partitionKey: PartitionKey,
    data: Data,
    arrival: ApproximateArrivalTimestamp.getTime() / 1000,
  };
}
