import { withoutTags, withTags, type TagRules } from '../../../cloud/tags.ts';
import { Reply } from '../../../kernel/index.ts';
import { invalidParameter, missing, sqsError } from '../errors.ts';
import { sqsLimits } from '../limits.ts';
import type { QueueState } from '../queue-state.ts';

/** As `Queue.tagQueue` says. */
export function tagQueue(queue: QueueState, tags: Readonly<Record<string, string>>): Reply<void> {
  queue.access();
  queue.tags = queueTags(queue.tags, tags, queue.name);
  return queue.billOther();
}

/** As `Queue.untagQueue` says. */
export function untagQueue(queue: QueueState, keys: readonly string[]): Reply<void> {
  queue.access();
  if (!Array.isArray(keys) || keys.length === 0)
    throw sqsError('InvalidParameterValue', 'Tag keys must be between 1 and 128 characters in length.');
  queue.tags = withoutTags(queue.tags, keys as readonly string[]);
  return queue.billOther();
}

/** As `Queue.listQueueTags` says. */
export function listQueueTags(queue: QueueState): Reply<Record<string, string>> {
  queue.access();
  queue.billOther();
  return Reply.resolved(queue.simulation, Object.fromEntries(queue.tags));
}

/** The tags of a queue with others set. Throws MissingParameter or InvalidParameterValue. */
export function queueTags(
  tags: ReadonlyMap<string, string>,
  set: Readonly<Record<string, string>>,
  queueName: string,
): Map<string, string> {
  const entries = Object.entries(set ?? {});
  if (entries.length === 0) throw missing('Tags');
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-tags.html
  const rules: TagRules = {
    limits: sqsLimits,
    badKey: (key) => invalidParameter('TagKey', key, 'It is no key of a tag.'),
    badValue: (value) => invalidParameter('TagValue', value, 'It is no value of a tag.'),
    tooMany: () => sqsError('InvalidParameterValue', `Too many tags added for queue ${queueName}.`),
  };
  return withTags(tags, entries, rules);
}
