import { NotModelled, type Metric } from '../../cloud/index.ts';
import { utf8 } from '../../cloud/digest/index.ts';
import { pageAfter, pageOf } from '../../cloud/page.ts';
import { withoutTags, withTags } from '../../cloud/tags.ts';
import type { Delivery } from '../../cloud/target.ts';
import { Reply } from '../../kernel/index.ts';
import { invalidArgument, kinesisError, limitExceeded, notFound, violates } from './errors.ts';
import type { Consumer } from './fan-out/consumers.ts';
import { iteratorToken, parseIteratorToken } from './iterators/iterator-token.ts';
import type { StartingPosition } from './iterators/shard-iterator.ts';
import { kinesisLimits as limits } from './limits.ts';
import type { KinesisMetricName } from './metrics.ts';
import { schema, type Input, type Methods, type Model, type Output, type ShardFilter } from './schema.ts';
import type { Shard } from './shards/shard.ts';
import { checkShardCount, updateShardCount } from './shards/update-shard-count.ts';
import type { StreamState } from './stream-state.ts';
import { rangeOf, shardOf, Streams, TAG_RULES, type StreamRef } from './streams.ts';
import { Stream } from './stream.ts';

const DAY = 86_400;

/** How a stream is made in short form. */
export interface StreamOptions {
  /** Shards of a provisioned stream. Default 1. */
  readonly shardCount?: number;
  /** PROVISIONED or ON_DEMAND. Default: PROVISIONED. */
  readonly mode?: 'PROVISIONED' | 'ON_DEMAND';
  /** Hours: 24 to 8,760. Default 24. */
  readonly retentionPeriodHours?: number;
  /** KiB: 1,024 to 10,240. Default 1,024. */
  readonly maxRecordSizeInKiB?: number;
  /** Consumers with enhanced fan-out, registered and ACTIVE at once. */
  readonly consumers?: readonly string[];
}

/**
 * Amazon Kinesis Data Streams in one Region: streams, the shards that they consist of, and who reads them.
 * https://docs.aws.amazon.com/streams/latest/dev/introduction.html
 */
export class Kinesis extends Streams implements Methods {
  /**
   * Makes a stream that is ACTIVE at once, or finds the one of that name.
   *
   * @throws LimitExceededException, ValidationException
   */
  stream(name: string, options: StreamOptions = {}): Stream {
    const known = this.streams.find(name);
    if (known) return new Stream(known);
    const { shardCount = 1, mode = 'PROVISIONED', maxRecordSizeInKiB, retentionPeriodHours } = options;
    const state = this.#create(
      {
        streamName: name,
        streamModeDetails: { streamMode: mode },
        ...(mode === 'PROVISIONED' && { shardCount }),
        ...(maxRecordSizeInKiB !== undefined && { maxRecordSizeInKiB }),
      },
      true,
    );
    if (retentionPeriodHours !== undefined) this.#retain(state, retentionPeriodHours);
    for (const consumer of options.consumers ?? []) this.register(state, consumer, true);
    return new Stream(state);
  }

  /** @internal Puts what another service delivers on the stream of that ARN. */
  override deliver(streamARN: string, { payload, partitionKey }: Delivery): Reply<unknown> {
    const state = this.state({ streamARN });
    const results = state.put([{ partitionKey: partitionKey ?? this.uuid(), data: utf8(payload) }]);
    state.putMetrics(results);
    const [{ shard, record, error } = { error: undefined }] = results;
    if (error) throw error;
    const answer = { shardId: shard!.id, sequenceNumber: record!.sequenceNumber };
    return Reply.resolved(this.simulation, answer);
  }

  /** One of a stream's CloudWatch metrics: `cloud.record(cloud.kinesis.metric('clicks', 'IncomingRecords'))`. */
  metric(streamName: string, name: KinesisMetricName): Metric {
    return this.streams.get(streamName).metrics.get(name);
  }

  // ── Streams ───────────────────────────────────────────────────────────────────────────────────────────────────

  createStream(input: Input<'CreateStream'>): Output<'CreateStream'> {
    this.#create(input, false);
    return {};
  }

  deleteStream({ enforceConsumerDeletion = false, ...ref }: Input<'DeleteStream'>): Output<'DeleteStream'> {
    const state = this.state(ref);
    if (state.consumers.size > 0 && !enforceConsumerDeletion)
      throw kinesisError(
        'ResourceInUseException',
        `Stream ${state.name} under account ${this.region.account} has consumers: EnforceConsumerDeletion deletes them, too.`,
      );
    state.lifecycle.to('DELETING');
    const remove = () => {
      this.streams.remove(state.name);
      state.metrics.withdraw();
      state.monitoring.withdraw();
      state.billing.stop();
    };
    this.simulation.schedule(this.model.deletion, remove);
    return {};
  }

  describeStream(input: Input<'DescribeStream'>): Output<'DescribeStream'> {
    const { exclusiveStartShardId: after = '', limit = limits.describedShards.default, ...ref } = input;
    const state = this.state(ref);
    const all = state.data.list(state.now).filter(({ id }) => id > after);
    const shards = state.lifecycle.is('CREATING') ? [] : all.slice(0, limit);
    return {
      streamDescription: {
        ...this.#common(state),
        shards: shards.map(shardOf),
        hasMoreShards: all.length > limit,
      },
    };
  }

  describeStreamSummary(ref: Input<'DescribeStreamSummary'>): Output<'DescribeStreamSummary'> {
    const state = this.state(ref);
    const { auto, mode, warmThroughput, maxRecordKiB } = state;
    return {
      streamDescriptionSummary: {
        ...this.#common(state),
        openShardCount: state.data.openShards.length,
        consumerCount: state.consumers.size,
        maxRecordSizeInKiB: maxRecordKiB,
        ...(mode === 'ON_DEMAND' && { recordDistributionStrategy: auto ? 'AUTO' : 'USER_PARTITION_KEY' }),
        ...(warmThroughput !== undefined && { warmThroughput: warmed(warmThroughput) }),
      },
    };
  }

  listStreams(input: Input<'ListStreams'> = {}): Output<'ListStreams'> {
    const { exclusiveStartStreamName: after = '', limit: size = limits.listed.default, nextToken } = input;
    const names = this.streams.list().map(({ name }) => name);
    const rest = names.filter((name) => name > after).sort();
    const { page, ...more } = pageOf(rest, { nextToken, size, badToken });
    const summaries = page.map((name) => {
      const { arn: streamARN, mode, created, lifecycle } = this.streams.get(name);
      const streamModeDetails = { streamMode: mode };
      return {
        streamName: name,
        streamARN,
        streamStatus: lifecycle.state,
        streamModeDetails,
        streamCreationTimestamp: created,
      };
    });
    const hasMoreStreams = more.nextToken !== undefined;
    return { streamNames: page, hasMoreStreams, streamSummaries: summaries, ...more };
  }

  updateStreamMode(input: Input<'UpdateStreamMode'>): Output<'UpdateStreamMode'> {
    const state = this.state(input);
    this.active(state);
    const changes = state.modeChanges.filter((time) => time > state.now - DAY);
    if (changes.length >= limits.modeChanges.max)
      throw limitExceeded(`A stream changes its mode ${limits.modeChanges.max} times in 24 hours at most.`);
    state.modeChanges.push(state.now);
    const { streamMode } = input.streamModeDetails;
    state.update(() => {
      state.mode = streamMode;
      if (streamMode === 'PROVISIONED') state.auto = false;
    });
    return {};
  }

  updateMaxRecordSize(input: Input<'UpdateMaxRecordSize'>): Output<'UpdateMaxRecordSize'> {
    const state = this.state(input);
    this.active(state);
    state.update(() => {
      state.maxRecordKiB = input.maxRecordSizeInKiB;
    });
    return {};
  }

  updateStreamWarmThroughput(
    input: Input<'UpdateStreamWarmThroughput'>,
  ): Output<'UpdateStreamWarmThroughput'> {
    const state = this.state(input);
    const { warmThroughputMiBps } = input;
    this.active(state);
    state.require('ON_DEMAND', 'Warm throughput');
    this.#checkWarm(warmThroughputMiBps);
    state.update(() => state.warm(warmThroughputMiBps));
    const current = Math.round(state.capacity! / 1024 / 1024);
    return {
      streamARN: state.arn,
      streamName: state.name,
      warmThroughput: { targetMiBps: warmThroughputMiBps, currentMiBps: current },
    };
  }

  increaseStreamRetentionPeriod(
    input: Input<'IncreaseStreamRetentionPeriod'>,
  ): Output<'IncreaseStreamRetentionPeriod'> {
    const state = this.state(input);
    const hours = input.retentionPeriodHours;
    this.active(state);
    const now = state.data.retentionHours;
    if (hours < now)
      throw invalidArgument(
        `Requested retention period (${hours} hours) for stream ${state.name} can not be shorter than existing ` +
          `retention period (${now} hours). Use DecreaseRetentionPeriod API.`,
      );
    this.#retain(state, hours, true);
    return {};
  }

  decreaseStreamRetentionPeriod(
    input: Input<'DecreaseStreamRetentionPeriod'>,
  ): Output<'DecreaseStreamRetentionPeriod'> {
    const state = this.state(input);
    const hours = input.retentionPeriodHours;
    this.active(state);
    const now = state.data.retentionHours;
    if (hours > now)
      throw invalidArgument(
        `Requested retention period (${hours} hours) for stream ${state.name} can not be longer than existing ` +
          `retention period (${now} hours). Use IncreaseRetentionPeriod API.`,
      );
    this.#retain(state, hours, true);
    return {};
  }

  // ── Shards ────────────────────────────────────────────────────────────────────────────────────────────────────

  splitShard(input: Input<'SplitShard'>): Output<'SplitShard'> {
    const state = this.state(input);
    const { shardToSplit, newStartingHashKey } = input;
    this.active(state);
    state.require('PROVISIONED', 'SplitShard');
    state.data.checkSplit(shardToSplit, newStartingHashKey, state.now);
    this.checkShards(1);
    state.update(() => state.data.split(shardToSplit, newStartingHashKey, state.now));
    return {};
  }

  mergeShards(input: Input<'MergeShards'>): Output<'MergeShards'> {
    const state = this.state(input);
    const { shardToMerge, adjacentShardToMerge } = input;
    this.active(state);
    state.require('PROVISIONED', 'MergeShards');
    state.data.checkMerge(shardToMerge, adjacentShardToMerge, state.now);
    state.update(() => state.data.merge(shardToMerge, adjacentShardToMerge, state.now));
    return {};
  }

  updateShardCount(input: Input<'UpdateShardCount'>): Output<'UpdateShardCount'> {
    const state = this.state(input);
    const { targetShardCount } = input;
    this.active(state);
    state.require('PROVISIONED', 'UpdateShardCount');
    const { data, updates, now } = state;
    const currentShardCount = data.openShards.length;
    checkShardCount(currentShardCount, targetShardCount);
    if (updates.filter((time) => time > now - DAY).length >= this.quota(limits.shardCountUpdates))
      throw limitExceeded(
        `The stream ${state.name} was scaled ${limits.shardCountUpdates.max} times in 24 hours: no more now.`,
      );
    this.checkShards(Math.max(0, targetShardCount - currentShardCount));
    updates.push(now);
    state.update(() => updateShardCount(data, targetShardCount, state.now));
    return { streamName: state.name, streamARN: state.arn, currentShardCount, targetShardCount };
  }

  listShards(input: Input<'ListShards'> = {}): Output<'ListShards'> {
    const { nextToken, maxResults: size = limits.listedShards.default, shardFilter } = input;
    const [token, name] = nextToken?.split('@') ?? [];
    if (nextToken !== undefined && (input.streamName ?? input.streamARN) !== undefined)
      throw invalidArgument('NextToken and StreamName cannot be provided together.');
    const state = this.state(nextToken === undefined ? input : { streamName: name });
    const after = input.exclusiveStartShardId ?? '';
    const shards = state.data
      .list(state.now)
      .filter((shard) => shard.id > after && passes(shardFilter, shard, state));
    const { page, nextToken: more } = pageAfter(
      shards,
      { nextToken: token, size, badToken },
      ({ index }) => index,
    );
    return { shards: page.map(shardOf), ...(more !== undefined && { nextToken: `${more}@${state.name}` }) };
  }

  // ── Records ───────────────────────────────────────────────────────────────────────────────────────────────────

  putRecord(input: Input<'PutRecord'>): Output<'PutRecord'> {
    const state = this.#forData(input);
    const results = state.put([this.#entry(state, input)]);
    state.putMetrics(results);
    const [result] = results;
    if (result!.error) throw result!.error;
    return { shardId: result!.shard.id, sequenceNumber: result!.record.sequenceNumber };
  }

  putRecords(input: Input<'PutRecords'>): Output<'PutRecords'> {
    const state = this.#forData(input);
    const results = state.put(input.records.map((record) => this.#entry(state, record)));
    state.putMetrics(results, true);
    return {
      failedRecordCount: results.filter(({ error }) => error).length,
      records: results.map(({ shard, record, error }) =>
        error
          ? { errorCode: error.name, errorMessage: error.message }
          : { shardId: shard.id, sequenceNumber: record.sequenceNumber },
      ),
    };
  }

  getShardIterator(input: Input<'GetShardIterator'>): Output<'GetShardIterator'> {
    const state = this.#forData(input);
    const iterator = state.iterator(input.shardId, startOf(input));
    return { shardIterator: iteratorToken(state.name, iterator) };
  }

  getRecords(input: Input<'GetRecords'>): Output<'GetRecords'> {
    if (input.dryRun) throw new NotModelled(schema.title, 'DryRun');
    const { streamName, iterator } = parseIteratorToken(input.shardIterator);
    const state = this.state({ streamName });
    const batch = state.get(iterator, input.limit);
    const { nextShardIterator: next, childShards } = batch;
    return {
      records: batch.records.map(({ sequenceNumber, data, arrival, partitionKey }) => ({
        sequenceNumber,
        data,
        partitionKey,
        approximateArrivalTimestamp: new Date(Math.floor(arrival * 1000)),
      })),
      millisBehindLatest: batch.millisBehindLatest,
      ...(next && { nextShardIterator: iteratorToken(state.name, next) }),
      ...(childShards.length > 0 && { childShards: childShards.map(childOf) }),
    };
  }

  // ── Enhanced fan-out ──────────────────────────────────────────────────────────────────────────────────────────

  registerStreamConsumer(input: Input<'RegisterStreamConsumer'>): Output<'RegisterStreamConsumer'> {
    const state = this.state(input);
    this.active(state);
    const consumer = this.register(state, input.consumerName, false);
    consumer.tags = withTags(consumer.tags, Object.entries(input.tags ?? {}), TAG_RULES);
    return { consumer: consumerOf(consumer) };
  }

  deregisterStreamConsumer(input: Input<'DeregisterStreamConsumer'>): Output<'DeregisterStreamConsumer'> {
    const { state, consumer } = this.#consumer(input);
    consumer.lifecycle.to('DELETING');
    this.simulation.schedule(this.model.consumerChange, () => {
      state.consumers.remove(consumer);
      state.rebill();
    });
    return {};
  }

  describeStreamConsumer(input: Input<'DescribeStreamConsumer'>): Output<'DescribeStreamConsumer'> {
    const { state, consumer } = this.#consumer(input);
    return { consumerDescription: { ...consumerOf(consumer), streamARN: state.arn } };
  }

  listStreamConsumers(input: Input<'ListStreamConsumers'>): Output<'ListStreamConsumers'> {
    const { nextToken, maxResults: size = 100 } = input;
    const { page, ...more } = pageOf(this.state(input).consumers.list(), { nextToken, size, badToken });
    return { consumers: page.map(consumerOf), ...more };
  }

  // ── Tags, policies, monitoring, the account ───────────────────────────────────────────────────────────────────

  addTagsToStream({ tags, ...ref }: Input<'AddTagsToStream'>): Output<'AddTagsToStream'> {
    const state = this.state(ref);
    state.tags = withTags(state.tags, Object.entries(tags), TAG_RULES);
    return {};
  }

  removeTagsFromStream({ tagKeys, ...ref }: Input<'RemoveTagsFromStream'>): Output<'RemoveTagsFromStream'> {
    const state = this.state(ref);
    state.tags = withoutTags(state.tags, tagKeys);
    return {};
  }

  listTagsForStream(input: Input<'ListTagsForStream'>): Output<'ListTagsForStream'> {
    const { exclusiveStartTagKey: after = '', limit = limits.tags.max, ...ref } = input;
    const all = [...this.state(ref).tags].filter(([key]) => key > after).sort(([a], [b]) => (a < b ? -1 : 1));
    return { tags: all.slice(0, limit).map(tagOf), hasMoreTags: all.length > limit };
  }

  tagResource({ resourceARN, tags }: Input<'TagResource'>): Output<'TagResource'> {
    const one = this.tagged(resourceARN);
    one.tags = withTags(one.tags, Object.entries(tags), TAG_RULES);
    return {};
  }

  untagResource({ resourceARN, tagKeys }: Input<'UntagResource'>): Output<'UntagResource'> {
    const one = this.tagged(resourceARN);
    one.tags = withoutTags(one.tags, tagKeys);
    return {};
  }

  listTagsForResource({ resourceARN }: Input<'ListTagsForResource'>): Output<'ListTagsForResource'> {
    return { tags: [...this.tagged(resourceARN).tags].map(tagOf) };
  }

  putResourcePolicy({ resourceARN, policy }: Input<'PutResourcePolicy'>): Output<'PutResourcePolicy'> {
    this.state({ streamARN: resourceARN }).policy = policy;
    return {};
  }

  getResourcePolicy({ resourceARN }: Input<'GetResourcePolicy'>): Output<'GetResourcePolicy'> {
    return { policy: this.state({ streamARN: resourceARN }).policy ?? '{}' };
  }

  deleteResourcePolicy({ resourceARN }: Input<'DeleteResourcePolicy'>): Output<'DeleteResourcePolicy'> {
    const state = this.state({ streamARN: resourceARN });
    if (state.policy === undefined)
      throw notFound(`No resource policy found for resource ARN ${resourceARN}.`);
    state.policy = undefined;
    return {};
  }

  enableEnhancedMonitoring(input: Input<'EnableEnhancedMonitoring'>): Output<'EnableEnhancedMonitoring'> {
    return this.#monitor(input, true);
  }

  disableEnhancedMonitoring(input: Input<'DisableEnhancedMonitoring'>): Output<'DisableEnhancedMonitoring'> {
    return this.#monitor(input, false);
  }

  /** How many shards and streams the account has, and may have. */
  describeLimits(): Output<'DescribeLimits'> {
    const onDemand = this.streams.list().filter(({ mode }) => mode === 'ON_DEMAND').length;
    return {
      shardLimit: this.quota(limits.shards),
      openShardCount: this.openShards,
      onDemandStreamCount: onDemand,
      onDemandStreamCountLimit: this.quota(limits.onDemandStreams),
    };
  }

  /** Whether the account has committed itself to on-demand Advantage. */
  describeAccountSettings(): Output<'DescribeAccountSettings'> {
    return { minimumThroughputBillingCommitment: this.#commitment() };
  }

  updateAccountSettings(input: Input<'UpdateAccountSettings'>): Output<'UpdateAccountSettings'> {
    const { status } = input.minimumThroughputBillingCommitment;
    this.advantage = status === 'ENABLED' ? (this.advantage ?? this.date) : undefined;
    return { minimumThroughputBillingCommitment: this.#commitment() };
  }

  // ── What these share ──────────────────────────────────────────────────────────────────────────────────────────

  #create(input: Input<'CreateStream'>, active: boolean): StreamState {
    const mode = input.streamModeDetails?.streamMode ?? 'PROVISIONED';
    const { shardCount, warmThroughputMiBps: warmThroughput, maxRecordSizeInKiB, tags = {} } = input;
    const onDemand = mode === 'ON_DEMAND';
    if (onDemand === (shardCount !== undefined))
      throw invalidArgument(
        onDemand ? 'A stream on demand takes no ShardCount.' : 'A provisioned stream needs a ShardCount.',
      );
    const auto = input.recordDistributionStrategy === 'AUTO';
    if (auto && !onDemand)
      throw invalidArgument('Only streams on demand have the record distribution strategy AUTO.');
    if (warmThroughput !== undefined) this.#checkWarm(warmThroughput);
    const all = withTags(new Map(), Object.entries(tags), TAG_RULES);
    const state = this.add(
      {
        name: input.streamName,
        mode,
        auto,
        shardCount: shardCount ?? Math.max(limits.onDemandStart.default, warmThroughput ?? 0),
        warmThroughput,
        maxRecordKiB: maxRecordSizeInKiB ?? limits.recordSize.default,
        consumers: (onDemand && this.advantage ? limits.consumersAdvantage : limits.consumers).max,
      },
      active,
    );
    state.tags = all;
    return state;
  }

  #checkWarm(throughput: number): void {
    if (!this.advantage)
      throw invalidArgument(
        'Warm throughput needs the minimum throughput billing commitment of the account.',
      );
    if (throughput > limits.onDemandMost.max)
      throw limitExceeded(`Warm throughput is ${limits.onDemandMost.max} MiB a second at most.`);
  }

  #retain(state: StreamState, hours: number, later = false): void {
    const { min, max } = limits.retention;
    if (hours < min)
      throw invalidArgument(
        `Minimum allowed retention period is ${min} hours. Requested retention period (${hours} hours) is too short.`,
      );
    if (hours > max)
      throw invalidArgument(
        `Maximum allowed retention period is ${max} hours. Requested retention period (${hours} hours) is too long.`,
      );
    const change = () => {
      state.data.retain(hours, state.now);
      state.rebill();
    };
    if (later) state.update(change);
    else change();
  }

  #common({ name, arn, lifecycle, data, created, monitoring, mode }: StreamState) {
    return {
      streamName: name,
      streamARN: arn,
      streamStatus: lifecycle.state,
      retentionPeriodHours: data.retentionHours,
      streamCreationTimestamp: created,
      enhancedMonitoring: [{ shardLevelMetrics: monitoring.names }],
      streamModeDetails: { streamMode: mode },
      encryptionType: 'NONE' as const,
    };
  }

  #forData(input: StreamRef & { dryRun?: boolean | undefined }): StreamState {
    if (input.dryRun) throw new NotModelled(schema.title, 'DryRun');
    return this.state(input);
  }

  #entry({ auto }: StreamState, input: Omit<Input<'PutRecord'>, 'streamName'>) {
    const { data, explicitHashKey } = input;
    if (input.partitionKey === undefined && !auto) throw violates('partitionKey', 'null', 'not be null');
    const partitionKey = input.partitionKey ?? '';
    return { partitionKey, data, ...(explicitHashKey !== undefined && { explicitHashKey }) };
  }

  #consumer({ streamARN, consumerName, consumerARN }: Input<'DescribeStreamConsumer'>): {
    state: StreamState;
    consumer: Consumer;
  } {
    const arn = streamARN ?? consumerARN;
    const name = consumerARN ?? consumerName;
    if (arn === undefined || name === undefined)
      throw invalidArgument('Either ConsumerARN or StreamARN and ConsumerName are required.');
    const state = this.state({ streamARN: arn });
    return { state, consumer: state.consumers.get(name) };
  }

  #monitor(
    { shardLevelMetrics, ...ref }: Input<'EnableEnhancedMonitoring'>,
    on: boolean,
  ): Output<'EnableEnhancedMonitoring'> {
    const { name, arn, monitoring } = this.state(ref);
    const before = monitoring.names;
    monitoring.set(shardLevelMetrics, on);
    return {
      streamName: name,
      streamARN: arn,
      currentShardLevelMetrics: before,
      desiredShardLevelMetrics: monitoring.names,
    };
  }

  #commitment() {
    return this.advantage ? { status: 'ENABLED', startedAt: this.advantage } : { status: 'DISABLED' };
  }
}

const badToken = () => kinesisError('ExpiredNextTokenException', 'The NextToken is not valid.');

const warmed = (throughput: number) => ({ targetMiBps: throughput, currentMiBps: throughput });

const tagOf = ([key, value]: readonly [string, string]) => ({ key, value });

const consumerOf = ({ name, arn, lifecycle, created }: Consumer) => ({
  consumerName: name,
  consumerARN: arn,
  consumerStatus: lifecycle.state,
  consumerCreationTimestamp: created,
});

const childOf = ({ id, parents, range }: Shard) => ({
  shardId: id,
  parentShards: parents.map((parent) => parent.id),
  hashKeyRange: rangeOf(range),
});

/** Where a read begins. */
function startOf(input: Input<'GetShardIterator'>): StartingPosition {
  const { shardIteratorType: type, startingSequenceNumber: sequenceNumber, timestamp } = input;
  if (type === 'AT_TIMESTAMP') {
    if (!timestamp)
      throw invalidArgument(`Must specify timestampInMillis parameter for iterator of type ${type}.`);
    return { type, timestamp: timestamp.getTime() / 1000 };
  }
  if (type === 'LATEST' || type === 'TRIM_HORIZON') return { type };
  if (sequenceNumber === undefined)
    throw invalidArgument(`Must specify startingSequenceNumber parameter for iterator of type ${type}.`);
  return { type, sequenceNumber };
}

/** Whether a filter of ListShards lets a shard through. */
function passes(filter: Model<ShardFilter> | undefined, shard: Shard, { data, now }: StreamState): boolean {
  if (!filter) return true;
  const time = (filter.timestamp?.getTime() ?? 0) / 1000;
  switch (filter.type) {
    case 'AT_LATEST':
      return shard.open;
    case 'AT_TRIM_HORIZON':
      return shard.openAt(data.trimHorizon(now));
    case 'AT_TIMESTAMP':
      return shard.openAt(time);
    case 'FROM_TIMESTAMP':
      return !shard.closedBy(time);
    case 'FROM_TRIM_HORIZON':
      return true;
    case 'AFTER_SHARD_ID':
      return shard.id > (filter.shardId ?? '');
  }
}
