import { within } from '../../cloud/index.ts';
import { readArchivePolicy } from './archive.ts';
import { snsLimits } from './limits.ts';
import { deliveryPolicyFault } from './http-policy.ts';
import { byteLength } from './message.ts';

const boolean = (value: string) => (/^(true|false)$/i.test(value) ? undefined : 'must be true or false');
const oneOf =
  (...values: string[]) =>
  (value: string) =>
    values.includes(value) ? undefined : `must be ${values.join(' or ')}`;
const any = () => undefined;
const rate = (value: string) =>
  /^\d{1,3}$/.test(value) && Number(value) <= 100 ? undefined : 'must be a whole number from 0 to 100';

/** What is wrong with an attribute's value; undefined where nothing is. */
type Check = (value: string) => string | undefined;

const feedback = ['HTTP', 'SQS', 'Lambda', 'Firehose', 'Application'].flatMap(
  (protocol): [string, Check][] => [
    [`${protocol}SuccessFeedbackRoleArn`, any],
    [`${protocol}SuccessFeedbackSampleRate`, rate],
    [`${protocol}FailureFeedbackRoleArn`, any],
  ],
);

/**
 * The attributes of a topic that somebody sets, each with its check. `Policy` is read apart.
 * https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html (checked 2026-11-28)
 */
export const TOPIC_ATTRIBUTES: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['DisplayName', (value) => (within(snsLimits.displayName, byteLength(value)) ? undefined : 'is too long')],
  ['DeliveryPolicy', (value) => (value === '' ? undefined : deliveryPolicyFault(value, 'topic'))],
  ['Policy', any],
  [
    'MaximumMessageSize',
    (value) => (within(snsLimits.messageSize, Number(value)) ? undefined : 'is out of range'),
  ],
  ['KmsMasterKeyId', any],
  ['TracingConfig', oneOf('PassThrough', 'Active')],
  ['SignatureVersion', oneOf('1', '2')],
  ...feedback,
]);

/** Those that a FIFO topic has besides. */
export const FIFO_TOPIC_ATTRIBUTES: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['ContentBasedDeduplication', boolean],
  ['FifoThroughputScope', oneOf('Topic', 'MessageGroup')],
  [
    'ArchivePolicy',
    (value) => {
      const read = readArchivePolicy(value);
      return typeof read === 'string' ? read : undefined;
    },
  ],
]);
