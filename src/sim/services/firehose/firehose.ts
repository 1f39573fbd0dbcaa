import { NotModelled, type Metric } from '../../cloud/index.ts';
import { Registry } from '../../cloud/registry.ts';
import { withoutTags, withTags, type TagRules } from '../../cloud/tags.ts';
import type { Delivery } from '../../cloud/target.ts';
import { utf8 } from '../../cloud/digest/index.ts';
import { Reply } from '../../kernel/index.ts';
import { Service } from '../../tongue/service.ts';
import { describeDestination } from './describe.ts';
import { Outside } from './destination.ts';
import { firehoseError, invalidArgument } from './errors.ts';
import { FirehoseStream } from './firehose-stream.ts';
import { firehoseLimits as limits } from './limits.ts';
import type { FirehoseMetricName } from './metrics.ts';
import { defaultModel, type FirehoseModel } from './model.ts';
import { schema, type Input, type Methods, type Output } from './schema.ts';

/**
 * Amazon Data Firehose in one Region: streams that gather records and deliver them.
 * https://docs.aws.amazon.com/firehose/latest/dev/what-is-this-service.html
 */
export class Firehose extends Service implements Methods {
  static override readonly schema = schema;
  static override readonly limits = limits;
  static override readonly needs = ['s3'];
  static override readonly rules = {
    DeliveryStreamName: { ...limits.name, pattern: '[a-zA-Z0-9_.-]+' },
    'Record.Data': limits.recordSize,
    'PutRecordBatchInput.Records': limits.batchRecords,
    'BufferingHints.SizeInMBs': limits.bufferSize,
    IntervalInSeconds: limits.bufferInterval,
    DurationInSeconds: limits.retryDuration,
  };
  /** What AWS does not tell, as parameters. */
  readonly model: FirehoseModel = { ...defaultModel };
  /** The destinations that are not Amazon S3: what they got, and whether they take it. */
  readonly outside = new Outside();
  readonly #streams = new Registry<FirehoseStream>((name) =>
    firehoseError(
      'ResourceNotFoundException',
      `Firehose ${name} under account ${this.region.account} not found.`,
    ),
  );

  /**
   * Makes a stream that is ACTIVE at once, or finds the one of that name.
   *
   * @param configuration as CreateDeliveryStream takes it, in the model's names
   * @throws InvalidArgumentException, LimitExceededException
   */
  stream(
    name: string,
    configuration: Omit<Input<'CreateDeliveryStream'>, 'deliveryStreamName'>,
  ): FirehoseStream {
    return this.#streams.find(name) ?? this.#create({ deliveryStreamName: name, ...configuration }, true);
  }

  /** @internal Puts what another service delivers into the stream of that ARN. */
  override deliver(arn: string, { payload }: Delivery): Reply<unknown> {
    const stream = this.#streams.get(arn.split('/').at(-1) ?? '');
    const [{ recordId, error } = {}] = stream.put([utf8(payload)]);
    if (error) throw error;
    return Reply.resolved(this.simulation, { recordId });
  }

  /** One of a stream's CloudWatch metrics: `cloud.record(cloud.firehose.metric('lake', 'DeliveryToS3.Records'))`. */
  metric(streamName: string, name: FirehoseMetricName): Metric {
    return this.#streams.get(streamName).metric(name);
  }

  createDeliveryStream(input: Input<'CreateDeliveryStream'>): Output<'CreateDeliveryStream'> {
    return { deliveryStreamARN: this.#create(input, false).arn };
  }

  deleteDeliveryStream(input: Input<'DeleteDeliveryStream'>): Output<'DeleteDeliveryStream'> {
    const stream = this.#streams.get(input.deliveryStreamName);
    if (stream.lifecycle.is('CREATING'))
      throw firehoseError('ResourceInUseException', `Firehose ${stream.name} is still CREATING.`);
    stream.lifecycle.to('DELETING');
    this.simulation.schedule(this.model.deletion, () => {
      this.#streams.remove(stream.name);
      stream.metrics.withdraw();
    });
    return {};
  }

  describeDeliveryStream(input: Input<'DescribeDeliveryStream'>): Output<'DescribeDeliveryStream'> {
    const stream = this.#streams.get(input.deliveryStreamName);
    const source = stream.configuration.kinesisStreamSourceConfiguration;
    return {
      deliveryStreamDescription: {
        deliveryStreamName: stream.name,
        deliveryStreamARN: stream.arn,
        deliveryStreamStatus: stream.lifecycle.state,
        deliveryStreamType: source ? 'KinesisStreamAsSource' : 'DirectPut',
        versionId: String(stream.version),
        createTimestamp: stream.created,
        destinations: [describeDestination(stream)],
        hasMoreDestinations: false,
        ...(source && { source: { kinesisStreamSourceDescription: source } }),
      },
    };
  }

  listDeliveryStreams(input: Input<'ListDeliveryStreams'> = {}): Output<'ListDeliveryStreams'> {
    const { limit = 10, exclusiveStartDeliveryStreamName: after = '', deliveryStreamType: type } = input;
    const names = this.#streams
      .list()
      .filter(({ configuration }) => (type ?? typeOf(configuration)) === typeOf(configuration))
      .map(({ name }) => name)
      .filter((name) => name > after)
      .sort();
    return { deliveryStreamNames: names.slice(0, limit), hasMoreDeliveryStreams: names.length > limit };
  }

  putRecord({ deliveryStreamName, record }: Input<'PutRecord'>): Output<'PutRecord'> {
    const [result] = this.#streams.get(deliveryStreamName).put([record.data]);
    if (result!.error) throw result!.error;
    return { recordId: result!.recordId!, encrypted: false };
  }

  putRecordBatch({ deliveryStreamName, records }: Input<'PutRecordBatch'>): Output<'PutRecordBatch'> {
    const stream = this.#streams.get(deliveryStreamName);
    const bytes = records.reduce((sum, { data }) => sum + data.length, 0);
    if (bytes > limits.batchBytes.max)
      throw invalidArgument(`The records of one PutRecordBatch have ${limits.batchBytes.max} bytes at most.`);
    const results = stream.put(records.map(({ data }) => data));
    return {
      failedPutCount: results.filter(({ error }) => error).length,
      encrypted: false,
      requestResponses: results.map(({ recordId, error }) =>
        error ? { errorCode: error.name, errorMessage: error.message } : { recordId: recordId! },
      ),
    };
  }

  updateDestination(input: Input<'UpdateDestination'>): Output<'UpdateDestination'> {
    const stream = this.#streams.get(input.deliveryStreamName);
    if (input.currentDeliveryStreamVersionId !== String(stream.version))
      throw firehoseError(
        'ConcurrentModificationException',
        `Firehose ${stream.name} has version ${stream.version}, not ${input.currentDeliveryStreamVersionId}.`,
      );
    const { extendedS3DestinationUpdate: update, ...others } = input;
    const known = ['deliveryStreamName', 'currentDeliveryStreamVersionId', 'destinationId'];
    const other = Object.entries(others).find(
      ([name, value]) => value !== undefined && !known.includes(name),
    );
    if (other) throw new NotModelled(schema.title, other[0]);
    const before = stream.configuration.extendedS3DestinationConfiguration;
    if (!before)
      throw new NotModelled(schema.title, 'UpdateDestination of another destination than ExtendedS3');
    const { s3BackupUpdate, ...changes } = update ?? {};
    if (s3BackupUpdate) throw new NotModelled(schema.title, 'S3BackupUpdate');
    const merged = { ...before, ...changes };
    stream.update({ ...stream.configuration, extendedS3DestinationConfiguration: merged });
    return {};
  }

  tagDeliveryStream({ deliveryStreamName, tags }: Input<'TagDeliveryStream'>): Output<'TagDeliveryStream'> {
    const stream = this.#streams.get(deliveryStreamName);
    stream.tags = withTags(stream.tags, pairs(tags), TAG_RULES);
    return {};
  }

  untagDeliveryStream(input: Input<'UntagDeliveryStream'>): Output<'UntagDeliveryStream'> {
    const stream = this.#streams.get(input.deliveryStreamName);
    stream.tags = withoutTags(stream.tags, input.tagKeys);
    return {};
  }

  listTagsForDeliveryStream(input: Input<'ListTagsForDeliveryStream'>): Output<'ListTagsForDeliveryStream'> {
    const { exclusiveStartTagKey: after = '', limit = limits.tags.max, deliveryStreamName } = input;
    const all = [...this.#streams.get(deliveryStreamName).tags].filter(([key]) => key > after).sort();
    return {
      tags: all.slice(0, limit).map(([key, value]) => ({ key, value })),
      hasMoreTags: all.length > limit,
    };
  }

  #create(input: Input<'CreateDeliveryStream'>, active: boolean): FirehoseStream {
    const { deliveryStreamName: name, deliveryStreamType: type = 'DirectPut', tags = [] } = input;
    if (this.#streams.has(name))
      throw firehoseError(
        'ResourceInUseException',
        `Firehose ${name} under accountId ${this.region.account} already exists`,
      );
    if (this.#streams.size >= this.quota(limits.streams))
      throw firehoseError(
        'LimitExceededException',
        'The account has as many Firehose streams as it can have.',
      );
    if (input.deliveryStreamType !== undefined && type !== typeOf(input))
      throw invalidArgument(`DeliveryStreamType ${type} does not go with the source that is configured.`);
    const { region, model, outside } = this;
    const newId = () => this.uuid();
    const activePartitions = this.quota(limits.activePartitions);
    const all = withTags(new Map(), pairs(tags), TAG_RULES);
    const stream = new FirehoseStream({ region, model, outside, newId, activePartitions }, input, active);
    stream.tags = all;
    return this.#streams.add(name, stream);
  }
}

const typeOf = (configuration: Input<'CreateDeliveryStream'>) =>
  configuration.kinesisStreamSourceConfiguration ? 'KinesisStreamAsSource' : 'DirectPut';

const pairs = (tags: readonly { key: string; value?: string | undefined }[]) =>
  tags.map(({ key, value = '' }) => [key, value] as const);

const TAG_RULES: TagRules = {
  limits,
  badKey: (key) => invalidArgument(`The tag key ${key} is not valid.`),
  badValue: (value, key) => invalidArgument(`The value ${value} of the tag ${key} is not valid.`),
  tooMany: () => firehoseError('LimitExceededException', `A stream has ${limits.tags.max} tags at most.`),
};
