import { parseArn, type Region } from '../../cloud/index.ts';
import { utf8 } from '../../cloud/digest/index.ts';
import type { Yieldable } from '../../kernel/index.ts';
import { compileFilterPattern } from './filter/pattern.ts';
import { gzip } from '../../cloud/gzip.ts';
import type { LogGroup } from './log-group.ts';
import { datapointsOf } from './metric-filter.ts';
import type { InputLogEvent, PutSubscriptionFilterRequest } from './schema.ts';

/** Puts what the metric filters of a group make of events. */
export function* countEvents(
  region: Region,
  { metricFilters }: LogGroup,
  events: readonly InputLogEvent[],
): Generator<Yieldable, void, never> {
  for (const filter of metricFilters.values()) {
    const [{ metricNamespace, metricName, unit }] = filter.metricTransformations as [
      (typeof filter.metricTransformations)[number],
    ];
    const points = datapointsOf(filter, events);
    if (points.length === 0) continue;
    yield* region.call('cloudwatch', 'PutMetricData', {
      Namespace: metricNamespace,
      MetricData: points.map(({ timestamp, value, dimensions }) => ({
        MetricName: metricName,
        Timestamp: new Date(timestamp),
        Value: value,
        ...(unit !== undefined && { Unit: unit }),
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      })),
    });
  }
}

/**
 * Hands events that match to a subscription: a function gets them packed, as AWS packs them; a stream gets the pack.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
 */
export function* subscribe(
  region: Region,
  group: LogGroup,
  logStream: string,
  filter: PutSubscriptionFilterRequest,
  events: readonly (InputLogEvent & { readonly id: string })[],
): Generator<Yieldable, void, never> {
  const pattern = compileFilterPattern(filter.filterPattern);
  const logEvents = events.filter(({ message }) => pattern.match(message));
  if (logEvents.length === 0) return;
  const message = {
    messageType: 'DATA_MESSAGE',
    owner: region.account,
    logGroup: group.name,
    logStream,
    subscriptionFilters: [filter.filterName],
    logEvents,
  };
  const data = gzip(utf8(JSON.stringify(message)));
  const { service, resource } = parseArn(filter.destinationArn)!;
  const name = resource.slice(resource.indexOf('/') + 1);
  if (service === 'kinesis')
    yield* region.call('kinesis', 'PutRecord', { StreamName: name, Data: data, PartitionKey: logStream });
  else if (service === 'firehose')
    yield* region.call('firehose', 'PutRecord', { DeliveryStreamName: name, Record: { Data: data } });
  else {
    const packed = btoa(Array.from(data, (byte) => String.fromCharCode(byte)).join(''));
    const payload = JSON.stringify({ awslogs: { data: packed } });
    yield* region.deliver(filter.destinationArn, {
      payload,
      principal: 'logs.amazonaws.com',
      from: group.arn,
    });
  }
}
