import { AwsError, type Region } from '../../cloud/index.ts';
import type { Yieldable } from '../../kernel/index.ts';

/** What a source needs of its Firehose stream. */
export interface SourcePorts {
  /** Seconds between two reads of a shard. */
  readonly poll: number;
  readonly take: (data: Uint8Array) => void;
  readonly running: () => boolean;
  readonly read: (records: number) => void;
}

/** What GetRecords answers, as far as it matters here. */
interface Read {
  readonly Records: readonly { readonly Data: Uint8Array }[];
  readonly NextShardIterator?: string;
  readonly ChildShards?: readonly { readonly ShardId: string; readonly ParentShards: readonly string[] }[];
}

/**
 * A data stream as the source: each shard is read once a second, from the newest record on, and counts against the five
 * reads of the shard. Shards that a split or merge makes are read once their parents are.
 * https://docs.aws.amazon.com/firehose/latest/dev/writing-with-kinesis-streams.html
 */
export class StreamSource {
  readonly #region: Region;
  readonly #arn: string;
  readonly #ports: SourcePorts;
  readonly #known = new Set<string>();
  readonly #ended = new Set<string>();

  constructor(region: Region, arn: string, ports: SourcePorts) {
    this.#region = region;
    this.#arn = arn;
    this.#ports = ports;
  }

  /** Begins to read. */
  start(): void {
    void this.#region.world.simulation.process(() => this.#begin(), 'Firehose source');
  }

  *#begin(): Generator<Yieldable, void, never> {
    const input = { StreamARN: this.#arn, ShardFilter: { Type: 'AT_LATEST' } };
    const { Shards } = (yield* this.#region.call('kinesis', 'ListShards', input)) as {
      Shards: readonly { readonly ShardId: string }[];
    };
    for (const { ShardId } of Shards) this.#follow(ShardId, 'LATEST');
  }

  #follow(shardId: string, from: 'LATEST' | 'TRIM_HORIZON'): void {
    if (this.#known.has(shardId)) return;
    this.#known.add(shardId);
    void this.#region.world.simulation.process(() => this.#read(shardId, from), `Firehose source ${shardId}`);
  }

  *#read(shardId: string, from: 'LATEST' | 'TRIM_HORIZON'): Generator<Yieldable, void, never> {
    const { poll, running, take, read } = this.#ports;
    const region = this.#region;
    const input = { StreamARN: this.#arn, ShardId: shardId, ShardIteratorType: from };
    let { ShardIterator: iterator } = (yield* region.call('kinesis', 'GetShardIterator', input)) as {
      ShardIterator?: string;
    };
    while (running() && iterator !== undefined) {
      try {
        const answer = (yield* region.call('kinesis', 'GetRecords', { ShardIterator: iterator })) as Read;
        for (const { Data } of answer.Records) take(Data);
        read(answer.Records.length);
        iterator = answer.NextShardIterator;
        if (iterator === undefined) this.#end(shardId, answer.ChildShards ?? []);
      } catch (error) {
        // Somebody else has used the shard's five reads up: the next second.
        if (!(error instanceof AwsError) || error.name === 'ResourceNotFoundException') throw error;
      }
      if (iterator !== undefined) yield poll;
    }
  }

  #end(shardId: string, children: NonNullable<Read['ChildShards']>): void {
    this.#ended.add(shardId);
    for (const { ShardId, ParentShards } of children)
      if (ParentShards.every((parent) => this.#ended.has(parent) || !this.#known.has(parent)))
        this.#follow(ShardId, 'TRIM_HORIZON');
  }
}
