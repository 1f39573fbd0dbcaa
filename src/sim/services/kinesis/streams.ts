import { parseArn } from '../../cloud/index.ts';
import { Lifecycle } from '../../cloud/lifecycle.ts';
import { NotModelled } from '../../cloud/not-modelled.ts';
import { Registry } from '../../cloud/registry.ts';
import type { TagRules } from '../../cloud/tags.ts';
import { Service } from '../../tongue/service.ts';
import { inUse, invalidArgument, limitExceeded, notFound } from './errors.ts';
import type { Consumer } from './fan-out/consumers.ts';
import { FanOut } from './fan-out/fan-out.ts';
import { kinesisLimits as limits } from './limits.ts';
import { defaultModel, type KinesisModel } from './model.ts';
import { schema, type ConsumerStatus } from './schema.ts';
import type { Shard } from './shards/shard.ts';
import { StreamState, type StreamSettings } from './stream-state.ts';

const NAME = { ...limits.streamName, pattern: '[a-zA-Z0-9_.-]+' };

/** How a caller names a stream. */
export interface StreamRef {
  readonly streamName?: string | undefined;
  readonly streamARN?: string | undefined;
  readonly streamId?: string | undefined;
}

/** The streams of one Region, and what operations share. */
export class Streams extends Service {
  static override readonly schema = schema;
  static override readonly limits = limits;
  static override readonly rules = {
    StreamName: NAME,
    ConsumerName: NAME,
    PartitionKey: limits.partitionKey,
    'PutRecordsInput.Records': limits.putRecords,
    'GetRecordsInput.Limit': limits.getRecords,
    'ListStreamsInput.Limit': limits.listed,
    'ListShardsInput.MaxResults': limits.listedShards,
    'DescribeStreamInput.Limit': limits.describedShards,
    'CreateStreamInput.ShardCount': { min: 1 },
    TargetShardCount: { min: 1 },
    MaxRecordSizeInKiB: limits.recordSize,
    ShardId: { min: 1, max: 128, pattern: '[a-zA-Z0-9_.-]+' },
    ExplicitHashKey: { pattern: '0|([1-9]\\d{0,38})' },
    NewStartingHashKey: { pattern: '0|([1-9]\\d{0,38})' },
    ShardIterator: { min: 1, max: 512 },
  };
  /** What AWS does not tell, as parameters. */
  readonly model: KinesisModel = { ...defaultModel };
  /** Whether the account has committed itself to on-demand Advantage. */
  protected advantage: Date | undefined;
  protected readonly streams = new Registry<StreamState>((name) =>
    notFound(`Stream ${name} under account ${this.region.account} not found.`),
  );

  /** A stream by its name or ARN. */
  protected state({ streamName, streamARN, streamId }: StreamRef): StreamState {
    if (streamId !== undefined) throw new NotModelled(schema.title, 'StreamId');
    const name = streamARN === undefined ? streamName : nameIn(streamARN);
    if (name === undefined) throw invalidArgument('Either StreamName or StreamARN is required.');
    if (streamName !== undefined && streamName !== name)
      throw invalidArgument('StreamName and StreamARN name different streams.');
    return this.streams.get(name);
  }

  /** Makes a stream, if the account can have it. */
  protected add(settings: StreamSettings, active: boolean): StreamState {
    const { name, mode, shardCount } = settings;
    const { account, name: region } = this.region;
    if (this.streams.has(name)) throw inUse(`Stream ${name} under account ${account} already exists.`);
    const all = this.streams.list();
    if (all.filter(({ lifecycle }) => lifecycle.is('CREATING')).length >= limits.creatingStreams.max)
      throw limitExceeded(`${limits.creatingStreams.max} streams can be CREATING at once.`);
    if (mode === 'PROVISIONED') this.checkShards(shardCount);
    else if (all.filter((one) => one.mode === mode).length >= this.quota(limits.onDemandStreams))
      throw limitExceeded(
        `The account ${account} has as many streams on demand in ${region} as it can have.`,
      );
    return this.streams.add(name, new StreamState(this.region, settings, this.model, active));
  }

  /** Throws where the account can't have so many more shards. */
  protected checkShards(more: number): void {
    const { account, name: region } = this.region;
    const limit = this.quota(limits.shards);
    const count = this.openShards;
    if (count + more > limit)
      throw limitExceeded(
        `This request would exceed the shard limit for the account ${account} in ${region}. Current shard count ` +
          `for the account: ${count}. Limit: ${limit}. Number of additional shards that would have resulted from ` +
          `this request: ${more}.`,
      );
  }

  /** Open shards of provisioned streams. */
  protected get openShards(): number {
    return this.streams
      .list()
      .filter(({ mode }) => mode === 'PROVISIONED')
      .reduce((sum, { data }) => sum + data.openShards.length, 0);
  }

  /** Throws unless the stream is ACTIVE. */
  protected active({ lifecycle, name }: StreamState): void {
    if (!lifecycle.is('ACTIVE'))
      throw inUse(
        `Stream ${name} under account ${this.region.account} not ACTIVE, instead in state ${lifecycle.state}`,
      );
  }

  /** Registers a consumer with enhanced fan-out. */
  protected register(stream: StreamState, name: string, active: boolean): Consumer {
    stream.consumers.check(name, this.region.account);
    const { simulation } = this.region.world;
    const lifecycle = new Lifecycle<ConsumerStatus>(simulation, active ? 'ACTIVE' : 'CREATING');
    if (!active) lifecycle.to('ACTIVE', this.model.consumerChange);
    const created = this.date;
    const arn = `${stream.arn}/consumer/${name}:${Math.floor(created.getTime() / 1000)}`;
    const consumer = { name, arn, created, lifecycle, fanOut: new FanOut(stream.data), tags: new Map() };
    stream.consumers.add(consumer);
    stream.rebill();
    return consumer;
  }

  /** A stream or a consumer by its ARN. */
  protected tagged(arn: string): StreamState | Consumer {
    const stream = this.state({ streamARN: arn });
    return arn.includes('/consumer/') ? stream.consumers.get(arn) : stream;
  }
}

/** `arn:aws:kinesis:us-east-1:123456789012:stream/clicks`, with `/consumer/…` or not. */
function nameIn(arn: string): string {
  const [kind, name] = parseArn(arn)?.resource.split('/') ?? [];
  if (kind !== 'stream' || !name) throw invalidArgument(`The ARN ${arn} is not that of a stream.`);
  return name;
}

/** A shard as AWS describes it. */
export function shardOf({ id, range, parents, startingSequenceNumber, endingSequenceNumber }: Shard) {
  const [parent, adjacent] = parents;
  return {
    shardId: id,
    ...(parent && { parentShardId: parent.id }),
    ...(adjacent && { adjacentParentShardId: adjacent.id }),
    hashKeyRange: rangeOf(range),
    sequenceNumberRange: {
      startingSequenceNumber,
      ...(endingSequenceNumber !== undefined && { endingSequenceNumber }),
    },
  };
}

/** A range of hash keys as AWS writes it. */
export const rangeOf = ({ startingHashKey, endingHashKey }: Shard['range']) => ({
  startingHashKey: String(startingHashKey),
  endingHashKey: String(endingHashKey),
});

/** What tags may be. */
export const TAG_RULES: TagRules = {
  limits,
  badKey: (key) => invalidArgument(`The tag key ${key} is not valid.`),
  badValue: (value, key) => invalidArgument(`The value ${value} of the tag ${key} is not valid.`),
  tooMany: () => invalidArgument(`A resource has ${limits.tags.max} tags at most.`),
};
