import { AwsError, NotModelled, parseArn, type Region } from '../../cloud/index.ts';
import type { Reply } from '../../kernel/index.ts';
import { notValid } from './errors.ts';
import { schedulerLimits as limits } from './limits.ts';
import type { Model, Target as AwsTarget } from './schema.ts';

type Target = Model<AwsTarget>;

/** One call of a target. */
export interface Invocation {
  readonly scheduleArn: string;
  /** The time for which it was scheduled, as AWS writes it. */
  readonly time: string;
  /** The id of this try. */
  readonly id: string;
  /** From 1. */
  readonly attempt: number;
  /** The UUID of the event that a target without an input gets. */
  readonly eventId: string;
}

const UNIVERSAL = 'arn:aws:scheduler:::aws-sdk:';
const JSON_ONLY = ['lambda', 'states', 'events'];

/** Refuses a target that AWS refuses. @throws ValidationException */
export function checkTarget(target: Target): void {
  const { arn, input, roleArn, deadLetterConfig } = target;
  const parts = parseArn(arn);
  if (!parts) throw notValid('Provided Arn is not in correct format.');
  if (parseArn(roleArn)?.service !== 'iam')
    throw notValid('The execution role you provide must be the ARN of an IAM role.');
  if (target.eventBridgePutEventsV2Parameters ?? target.eventBridgePutRawEventsParameters)
    throw new NotModelled('Amazon EventBridge Scheduler', 'PutEventsV2 and PutRawEvents of EventBridge');
  if (input !== undefined && new TextEncoder().encode(input).length > limits.input.max)
    throw notValid('The input of the target is too large.');
  if (arn.startsWith(UNIVERSAL)) {
    const { operation } = universal(arn);
    if (/^(Get|Describe|List)/.test(operation)) throw notValid(`${arn} is not supported: it only reads.`);
  } else if (input !== undefined && JSON_ONLY.includes(parts.service) && !isJson(input))
    throw notValid('The input of the target must be JSON.');
  if (parts.service === 'sqs' && parts.resource.endsWith('.fifo') && !target.sqsParameters?.messageGroupId)
    throw notValid('SqsParameters with a MessageGroupId must be specified for a FIFO queue.');
  if (parts.service === 'events' && !target.eventBridgeParameters)
    throw notValid('EventBridgeParameters must be specified for an event bus.');
  if (parts.service === 'kinesis' && !target.kinesisParameters)
    throw notValid('KinesisParameters must be specified for a stream.');
  const queue = deadLetterConfig?.arn;
  if (queue !== undefined && (parseArn(queue)?.service !== 'sqs' || queue.endsWith('.fifo')))
    throw notValid('A dead-letter queue must be a standard queue of Amazon SQS.');
}

/** What a target gets: its input with the keywords of Scheduler replaced, or Scheduler's own event. */
export function payloadOf({ input }: Target, invocation: Invocation, region: Region): string {
  const { scheduleArn, time, id, attempt, eventId } = invocation;
  if (input === undefined)
    return JSON.stringify({
      version: '0',
      id: eventId,
      'detail-type': 'Scheduled Event',
      source: 'aws.scheduler',
      account: region.account,
      time,
      region: region.name,
      resources: [scheduleArn],
      detail: '{}',
    });
  const values: Record<string, string> = {
    'schedule-arn': scheduleArn,
    'scheduled-time': time,
    'execution-id': id,
    'attempt-number': String(attempt),
  };
  return input.replaceAll(
    /<aws\.scheduler\.([a-z-]+)>/g,
    (whole, name: string) => (Object.hasOwn(values, name) ? values[name]! : whole), // prettier-ignore
  );
}

/**
 * Calls a target: a queue, topic, function and the like by its ARN, an event bus with one event, or any operation of a
 * service (`arn:aws:scheduler:::aws-sdk:sqs:sendMessage`) with the input as its parameters.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets.html
 */
export function call(region: Region, target: Target, payload: string, from: string): Reply<unknown> {
  const { arn, roleArn: principal, eventBridgeParameters, sqsParameters, kinesisParameters } = target;
  if (arn.startsWith(UNIVERSAL)) {
    const { service, operation } = universal(arn);
    return region.call(service, operation, parameters(payload));
  }
  if (eventBridgeParameters) {
    const { source: Source, detailType: DetailType } = eventBridgeParameters;
    const Entries = [{ Source, DetailType, Detail: payload, EventBusName: arn }];
    return region.call('eventbridge', 'PutEvents', { Entries });
  }
  const group = sqsParameters?.messageGroupId;
  const key = kinesisParameters?.partitionKey;
  return region.deliver(arn, {
    payload,
    principal,
    from,
    ...(group !== undefined && { messageGroupId: group }),
    ...(key !== undefined && { partitionKey: key }),
  });
}

/** The error of an answer that holds one: PutEvents succeeds where an event failed. */
export function failureIn(answer: unknown): AwsError | undefined {
  const entries = (answer as { Entries?: { ErrorCode?: string; ErrorMessage?: string }[] } | undefined)
    ?.Entries;
  const failed = Array.isArray(entries) ? entries.find(({ ErrorCode }) => ErrorCode) : undefined;
  if (!failed) return undefined;
  return new AwsError(
    'EventBridge',
    failed.ErrorCode!,
    { status: 400, fault: 'client' },
    failed.ErrorMessage!,
  );
}

function universal(arn: string): { service: string; operation: string } {
  const [service = '', operation = '', ...rest] = arn.slice(UNIVERSAL.length).split(':');
  if (!/^[a-z0-9]+$/.test(service) || !/^[a-z]\w*$/.test(operation) || rest.length > 0)
    throw notValid('Provided Arn is not in correct format.');
  return { service, operation: operation[0]!.toUpperCase() + operation.slice(1) };
}

/** The parameters in an input; one that is no object is the sender's fault, for which there is no retry. */
function parameters(input: string): object {
  const value: unknown = isJson(input) ? JSON.parse(input) : undefined;
  if (typeof value === 'object' && value !== null) return value;
  throw notValid('The input of a universal target must be a JSON object.');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
