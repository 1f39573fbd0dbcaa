import { AwsError, parseArn, type Region } from '../../cloud/index.ts';
import { traceHeader } from '../../cloud/trace-header.ts';
import type { Reply, Yieldable } from '../../kernel/index.ts';
import { s3Error } from './errors.ts';
import type { S3Object } from './object.ts';
import type { Model, NotificationConfiguration, NotificationConfigurationFilter } from './schema.ts';

/** Who is told of which changes: a queue, a topic, a function, or EventBridge ('events'). */
export interface Target {
  readonly id: string;
  readonly arn: string;
  readonly events: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
}

/** A bucket, as its notifications see it. */
export interface Notifier {
  readonly name: string;
  readonly arn: string;
  readonly region: Region;
  readonly targets: readonly Target[];
}

/** What happened to an object. */
export interface Change {
  readonly event: 's3:ObjectCreated:Put' | 's3:ObjectRemoved:Delete';
  readonly object: S3Object;
  readonly sequence: number;
}

/** The targets of a configuration. Two may not match one change. @throws InvalidArgument */
export function targetsIn(configuration: Model<NotificationConfiguration>, newId: () => string): Target[] {
  const {
    queueConfigurations = [],
    topicConfigurations = [],
    lambdaFunctionConfigurations = [],
  } = configuration;
  const all = [
    ...queueConfigurations.map((one) => ({ ...one, arn: one.queueArn })),
    ...topicConfigurations.map((one) => ({ ...one, arn: one.topicArn })),
    ...lambdaFunctionConfigurations.map((one) => ({ ...one, arn: one.lambdaFunctionArn })),
  ];
  const targets = all.map(({ arn, events, filter, id = newId() }) => ({
    id,
    arn,
    events,
    ...partsOf(filter),
  }));
  for (const [i, one] of targets.entries())
    if (targets.slice(0, i).some((other) => overlap(one, other)))
      throw s3Error(
        'InvalidArgument',
        'Configurations overlap. Configurations on the same bucket cannot share a common event type.',
      );
  return targets;
}

/** Tells a bucket's targets of a change, and EventBridge where the bucket says so. Nobody waits for them. */
export function notify(bucket: Notifier, change: Change): void {
  for (const target of bucket.targets) {
    if (target.arn === 'events') announce(bucket, change);
    else if (covers(target, change))
      void send(bucket, target.arn, JSON.stringify({ Records: [recordOf(bucket, change, target)] }));
  }
}

/** Tells a target that it is one. Settles with whether it took it. */
export function greet(bucket: Notifier, { arn }: Target): Reply<boolean> {
  const Time = new Date(bucket.region.world.simulation.epochMillis).toISOString();
  const greeting = { Service: 'Amazon S3', Event: 's3:TestEvent', Time, Bucket: bucket.name };
  return send(bucket, arn, JSON.stringify(greeting));
}

function send(bucket: Notifier, arn: string, payload: string): Reply<boolean> {
  const { region } = bucket;
  const trace = traceHeader(region.world.simulation);
  return region.world.simulation.process(function* (): Generator<Yieldable, boolean, never> {
    try {
      yield* region.deliver(arn, {
        payload,
        principal: 's3.amazonaws.com',
        from: bucket.arn,
        account: region.account,
        traceHeader: trace,
      });
      return true;
    } catch (error) {
      if (error instanceof AwsError) return false;
      throw error;
    }
  }, 'S3 event');
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
function recordOf(bucket: Notifier, { event, object, sequence }: Change, { id }: Target): object {
  const { key, body, eTag } = object;
  const created = event === 's3:ObjectCreated:Put';
  return {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: bucket.region.name,
    eventTime: new Date(bucket.region.world.simulation.epochMillis).toISOString(),
    eventName: event.slice('s3:'.length),
    s3: {
      s3SchemaVersion: '1.0',
      configurationId: id,
      bucket: { name: bucket.name, arn: bucket.arn },
      object: {
        key: encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/'),
        ...(created && { size: body.length, eTag: eTag.slice(1, -1) }),
        sequencer: sequencer(sequence),
      },
    },
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
function announce(bucket: Notifier, { event, object, sequence }: Change): void {
  const created = event === 's3:ObjectCreated:Put';
  const { key, body, eTag } = object;
  bucket.region.events.put('aws.s3', created ? 'Object Created' : 'Object Deleted', [bucket.arn], () => ({
    version: '0',
    bucket: { name: bucket.name },
    object: {
      key,
      ...(created && { size: body.length, etag: eTag.slice(1, -1) }),
      sequencer: sequencer(sequence),
    },
    requester: bucket.region.account,
    reason: created ? 'PutObject' : 'DeleteObject',
  }));
}

const sequencer = (sequence: number): string => sequence.toString(16).toUpperCase().padStart(18, '0');

function partsOf(filter: Model<NotificationConfigurationFilter> | undefined) {
  const rule = (name: string) =>
    filter?.key?.filterRules?.find((one) => one.name?.toLowerCase() === name)?.value ?? '';
  return { prefix: rule('prefix'), suffix: rule('suffix') };
}

const matches = (wanted: string, event: string): boolean =>
  wanted === event || (wanted.endsWith('*') && event.startsWith(wanted.slice(0, -1)));

const covers = ({ events, prefix, suffix }: Target, { event, object: { key } }: Change): boolean =>
  events.some((wanted) => matches(wanted, event)) && key.startsWith(prefix) && key.endsWith(suffix);

function overlap(a: Target, b: Target): boolean {
  const shared = a.events.some((one) => b.events.some((other) => matches(one, other) || matches(other, one)));
  const prefixes = a.prefix.startsWith(b.prefix) || b.prefix.startsWith(a.prefix);
  const suffixes = a.suffix.endsWith(b.suffix) || b.suffix.endsWith(a.suffix);
  return shared && prefixes && suffixes;
}

/** Whether a target answers a greeting: a function does not get one. */
export const isGreeted = ({ arn }: Target): boolean => ['sqs', 'sns'].includes(parseArn(arn)?.service ?? '');
