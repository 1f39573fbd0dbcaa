import { withTags, type TagRules } from '../../cloud/tags.ts';
import { invalidParameter, sqsError } from './errors.ts';
import { sqsLimits } from './limits.ts';

/** A queue's tags with others set. Throws MissingParameter or InvalidParameterValue. */
export function withQueueTags(
  tags: ReadonlyMap<string, string>,
  set: Readonly<Record<string, string>>,
  queueName: string,
): Map<string, string> {
  const entries = Object.entries(set);
  if (entries.length === 0)
    throw sqsError('MissingParameter', 'The request must contain the parameter Tags.');
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-tags.html
  const rules: TagRules = {
    limits: sqsLimits,
    badKey: (key) => invalidParameter('TagKey', key, 'It is no key of a tag.'),
    badValue: (value) => invalidParameter('TagValue', value, 'It is no value of a tag.'),
    tooMany: () => sqsError('InvalidParameterValue', `Too many tags added for queue ${queueName}.`),
  };
  return withTags(tags, entries, rules);
}
