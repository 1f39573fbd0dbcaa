import { within } from '../../cloud/index.ts';
import { invalidParameter, sqsError } from './errors.ts';
import { sqsLimits } from './limits.ts';

/** Tags with others set. Throws MissingParameter or InvalidParameterValue. */
export function withTags(
  tags: ReadonlyMap<string, string>,
  set: Readonly<Record<string, string>>,
  queueName: string,
): Map<string, string> {
  const entries = Object.entries(set);
  if (entries.length === 0)
    throw sqsError('MissingParameter', 'The request must contain the parameter Tags.');
  for (const [key, value] of entries) {
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-tags.html
    const allowed = /^[\p{L}\p{N}\s_.:/=+\-@]*$/u;
    if (!within(sqsLimits.tagKey, key.length) || !allowed.test(key) || /^aws:/i.test(key))
      throw invalidParameter('TagKey', key, 'It is no key of a tag.');
    if (!within(sqsLimits.tagValue, value.length) || !allowed.test(value))
      throw invalidParameter('TagValue', value, 'It is no value of a tag.');
  }
  const all = new Map([...tags, ...entries]);
  if (!within(sqsLimits.tags, all.size))
    throw sqsError('InvalidParameterValue', `Too many tags added for queue ${queueName}.`);
  return all;
}

/** Tags with some taken away; a key that is not there is no error. Throws InvalidParameterValue. */
export function withoutTags(tags: ReadonlyMap<string, string>, keys: readonly string[]): Map<string, string> {
  if (keys.length === 0)
    throw sqsError('InvalidParameterValue', 'Tag keys must be between 1 and 128 characters in length.');
  return new Map([...tags].filter(([key]) => !keys.includes(key)));
}
