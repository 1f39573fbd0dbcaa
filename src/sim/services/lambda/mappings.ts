import { AwsError, NotModelled, parseArn } from '../../cloud/index.ts';
import { Registry } from '../../cloud/registry.ts';
import type { Reply, Yieldable } from '../../kernel/index.ts';
import { conflict, functionNotFound, invalidParameter, lambdaError, notFound } from './errors.ts';
import type { Account, LambdaFunction } from './function.ts';
import { lambdaLimits as limits } from './limits.ts';
import type { ChangeStreams } from '../../cloud/stream-poller.ts';
import { Mapping, type MappingPorts, type MappingSettings, type MappingTarget } from './mapping.ts';
import { functionArn } from './name.ts';
import { Part, refuseNotModelled } from './part.ts';
import type { Input, Output } from './schema.ts';

/** Event source mappings: what reads queues and streams on behalf of functions. */
export class Mappings extends Part {
  readonly #all = new Registry<Mapping>(() => notFound('The resource you requested does not exist.'));
  readonly #ports: MappingPorts;

  constructor(account: Account, ports: MappingPorts) {
    super(account);
    this.#ports = ports;
  }

  createEventSourceMapping(
    input: Input<'CreateEventSourceMapping'>,
  ): Reply<Output<'CreateEventSourceMapping'>> {
    const { functionName, enabled = true, tags = {}, ...settings } = input;
    const source = sourceOf(settings);
    const target = this.#target(functionName);
    check(settings, source);
    for (const { eventSourceArn, target: other, uuid } of this.#all)
      if (
        eventSourceArn === settings.eventSourceArn &&
        other.fn === target.fn &&
        other.qualifier === target.qualifier
      )
        throw conflict(
          `An event source mapping with ${source.kind} arn (" ${eventSourceArn} ") and function (" ${target.fn.name} ") already exists. Please update or delete the existing mapping with UUID ${uuid}`,
        );
    const mapping = new Mapping(this.account.uuid(), target, settings, this.#ports);
    mapping.tags = new Map(Object.entries(tags));
    return this.simulation.process(() => this.#create(mapping, enabled));
  }

  *#create(
    mapping: Mapping,
    enabled: boolean,
  ): Generator<Yieldable, Output<'CreateEventSourceMapping'>, never> {
    const visibility = yield* this.#source(mapping);
    this.#all.add(mapping.uuid, mapping);
    if (enabled) return this.#pass(mapping, 'Creating', 'Enabled', visibility);
    mapping.state = 'Disabled';
    return mapping.describe();
  }

  getEventSourceMapping({ uuid }: Input<'GetEventSourceMapping'>): Output<'GetEventSourceMapping'> {
    return this.#all.get(uuid).describe();
  }

  listEventSourceMappings(input: Input<'ListEventSourceMappings'> = {}): Output<'ListEventSourceMappings'> {
    const { eventSourceArn, functionName } = input;
    const wanted = functionName === undefined ? undefined : this.reference(functionName);
    const all = this.#all
      .list()
      .filter(
        (mapping) =>
          (eventSourceArn === undefined || mapping.eventSourceArn === eventSourceArn) &&
          (wanted === undefined ||
            (mapping.target.fn.name === wanted.name && mapping.target.qualifier === wanted.qualifier)),
      );
    const { page, nextMarker } = this.page(all, input);
    return {
      eventSourceMappings: page.map((mapping) => mapping.describe()),
      ...(nextMarker !== undefined && { nextMarker }),
    };
  }

  updateEventSourceMapping(
    input: Input<'UpdateEventSourceMapping'>,
  ): Reply<Output<'UpdateEventSourceMapping'>> {
    const { uuid, functionName, enabled, ...changed } = input;
    const mapping = this.#all.get(uuid);
    if (mapping.state !== 'Enabled' && mapping.state !== 'Disabled')
      throw lambdaError(
        'ResourceInUseException',
        'Cannot update the event source mapping because it is in use.',
      );
    const target = functionName === undefined ? mapping.target : this.#target(functionName);
    const settings = { ...mapping.settings, ...changed };
    check(settings, sourceOf(settings));
    mapping.set(settings);
    const before = mapping.state;
    const after = enabled === undefined ? before : enabled ? 'Enabled' : 'Disabled';
    const under = before === after ? 'Updating' : after === 'Enabled' ? 'Enabling' : 'Disabling';
    return this.simulation.process(() => this.#update(mapping, target, under, after));
  }

  *#update(
    mapping: Mapping,
    target: MappingTarget,
    under: 'Updating' | 'Enabling' | 'Disabling',
    after: 'Enabled' | 'Disabled',
  ): Generator<Yieldable, Output<'UpdateEventSourceMapping'>, never> {
    mapping.target = target;
    const visibility = yield* this.#source(mapping);
    return this.#pass(mapping, under, after, visibility);
  }

  deleteEventSourceMapping({ uuid }: Input<'DeleteEventSourceMapping'>): Output<'DeleteEventSourceMapping'> {
    const mapping = this.#all.get(uuid);
    mapping.state = 'Deleting';
    mapping.stop();
    const gone = () => this.#all.remove(uuid);
    const { mapping: seconds } = this.account.model;
    const answer = mapping.describe();
    if (seconds > 0) this.simulation.schedule(seconds, gone);
    else gone();
    return answer;
  }

  /** The mapping of an id, for readers. */
  get(uuid: string): Mapping {
    return this.#all.get(uuid);
  }

  #target(functionName: string): MappingTarget {
    const { name, qualifier } = this.reference(functionName);
    const fn: LambdaFunction | undefined = this.account.functions.get(name);
    if (!fn) throw functionNotFound(functionArn(this.region, name, qualifier));
    fn.find(qualifier);
    return { fn, qualifier };
  }

  /** Goes over to a state; answers how it is described on the way. */
  #pass(
    mapping: Mapping,
    under: 'Creating' | 'Updating' | 'Enabling' | 'Disabling',
    after: 'Enabled' | 'Disabled',
    visibility: number,
  ): Output<'CreateEventSourceMapping'> {
    mapping.state = under;
    mapping.lastModified = this.date;
    const answer = mapping.describe();
    const arrive = () => {
      if (mapping.state !== under) return;
      mapping.state = after;
      if (after === 'Enabled') mapping.start(visibility);
      else mapping.stop();
    };
    const { mapping: seconds } = this.account.model;
    if (seconds > 0) this.simulation.schedule(seconds, arrive);
    else arrive();
    return answer;
  }

  /** Looks at the source, and answers a queue's visibility timeout in seconds. @throws InvalidParameterValueException */
  *#source(mapping: Mapping): Generator<Yieldable, number, never> {
    if (sourceOf(mapping.settings).kind !== 'SQS') {
      yield* this.#findStream(mapping);
      return 0;
    }
    const visibility = yield* this.#visibility(mapping);
    this.#checkTimeout(mapping, visibility);
    return visibility;
  }

  *#findStream({ eventSourceArn }: Mapping): Generator<Yieldable, void, never> {
    try {
      if (parseArn(eventSourceArn)!.service === 'dynamodb')
        (this.region.service('dynamodb') as ChangeStreams).readStream(eventSourceArn, 'ListShards', {});
      else yield* this.region.call('kinesis', 'DescribeStreamSummary', { StreamARN: eventSourceArn });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw invalidParameter(`Stream not found: ${eventSourceArn}`);
    }
  }

  /** The queue's visibility timeout in seconds; that there is such a queue. */
  *#visibility({ eventSourceArn }: Mapping): Generator<Yieldable, number, never> {
    const { account, resource } = parseArn(eventSourceArn)!;
    const { name, domain } = this.region;
    const QueueUrl = `https://sqs.${name}.${domain}/${account}/${resource}`;
    try {
      const { Attributes } = (yield* this.region.call('sqs', 'GetQueueAttributes', {
        QueueUrl,
        AttributeNames: ['VisibilityTimeout'],
      })) as { Attributes: { VisibilityTimeout: string } };
      return Number(Attributes.VisibilityTimeout);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw invalidParameter(
        `Error occurred while ReceiveMessage. SQS Error Code: ${error.code}. SQS Error Message: ${error.message}`,
      );
    }
  }

  /** A batch could come back to the queue while the function still works on it. */
  #checkTimeout({ target }: Mapping, visibility: number): void {
    const { timeout } = target.fn.find(target.qualifier).version.configuration;
    if (visibility < timeout)
      throw invalidParameter(
        `Queue visibility timeout: ${visibility} seconds is less than Function timeout: ${timeout} seconds`,
      );
  }
}

/** What is read from. */
interface Source {
  readonly kind: 'SQS' | 'Kinesis' | 'DynamoDB';
  readonly fifo: boolean;
}

function sourceOf(settings: MappingSettings): Source {
  const { eventSourceArn, startingPosition } = settings;
  if (settings.selfManagedEventSource) throw new NotModelled('AWS Lambda', 'self-managed Apache Kafka');
  if (eventSourceArn === undefined) throw invalidParameter('Unrecognized event source.');
  const { service, resource } = parseArn(eventSourceArn) ?? {};
  if (service === undefined || resource === undefined) throw invalidParameter('Unrecognized event source.');
  if (service === 'kinesis' || service === 'dynamodb') {
    if (startingPosition === undefined)
      throw invalidParameter(
        "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
      );
    if (service === 'dynamodb' && startingPosition === 'AT_TIMESTAMP')
      throw invalidParameter(`Unsupported starting position for arn type: ${eventSourceArn}`);
  }
  if (service === 'dynamodb') return { kind: 'DynamoDB', fifo: false };
  if (service === 'kinesis') {
    if (resource.includes('/consumer/'))
      throw new NotModelled('AWS Lambda', 'event sources with enhanced fan-out');
    return { kind: 'Kinesis', fifo: false };
  }
  if (service !== 'sqs') throw new NotModelled('AWS Lambda', `event sources of ${service}`);
  return { kind: 'SQS', fifo: resource.endsWith('.fifo') };
}

function check(settings: MappingSettings, { kind, fifo }: Source): void {
  refuseNotModelled(settings, 'loggingConfig kmsKeyArn');
  if (kind !== 'SQS') checkStream(settings);
  else checkQueue(settings, fifo);
}

const refuse = (settings: MappingSettings, names: readonly (keyof MappingSettings)[]) => {
  for (const name of names)
    if (settings[name] !== undefined)
      throw invalidParameter(`Unsupported ${name} parameter for given event source mapping type.`);
};

/** Refuses what AWS refuses for a stream. https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html */
function checkStream(settings: MappingSettings): void {
  if ((settings.tumblingWindowInSeconds ?? 0) > 0 && (settings.parallelizationFactor ?? 1) > 1)
    throw new NotModelled('AWS Lambda', 'ParallelizationFactor with TumblingWindowInSeconds');
  refuse(settings, ['scalingConfig', 'provisionedPollerConfig', 'topics', 'queues']);
  if (settings.startingPosition === 'AT_TIMESTAMP' && !settings.startingPositionTimestamp)
    throw invalidParameter(
      'StartingPositionTimestamp must be provided when StartingPosition is AT_TIMESTAMP.',
    );
}

/** Refuses what AWS refuses for a queue. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-parameters.html */
function checkQueue(settings: MappingSettings, fifo: boolean): void {
  const { batchSize = limits.batchSize.default, maximumBatchingWindowInSeconds: window = 0 } = settings;
  if (fifo && window > 0) throw invalidParameter('Batching window is not supported for FIFO queues');
  if (fifo && batchSize > 10)
    throw invalidParameter(
      `1 validation error detected: Value '${batchSize}' at 'batchSize' failed to satisfy constraint: Member must have value less than or equal to 10`,
    );
  if (batchSize > 10 && window === 0)
    throw invalidParameter(
      'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10',
    );
  if (settings.scalingConfig?.maximumConcurrency !== undefined && settings.provisionedPollerConfig)
    throw invalidParameter('Maximum concurrency and provisioned mode exclude each other.');
  refuse(settings, [
    'startingPosition',
    'parallelizationFactor',
    'maximumRecordAgeInSeconds',
    'maximumRetryAttempts',
    'bisectBatchOnFunctionError',
    'tumblingWindowInSeconds',
    'destinationConfig',
  ]);
}
