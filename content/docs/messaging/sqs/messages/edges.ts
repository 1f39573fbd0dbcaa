import { check, Cloud, days, hours, minutes, table } from 'desired-capacity';

const cloud = new Cloud();
const queue = cloud.sqs.createQueue('jobs');

/** What SQS answers to a value at its limit, and to the next one. */
function edge(
  limit: string,
  most: number,
  action: (value: number) => unknown,
) {
  const answer = (value: number) => {
    try {
      action(value);
      return 'accepted';
    } catch (error) {
      return (error as Error).name;
    }
  };
  return {
    limit,
    most,
    'at the limit': answer(most),
    'one more': answer(most + 1),
  };
}

const edges = [
  edge('message size (bytes)', 1024 * 1024, (bytes) =>
    queue.sendMessage('x'.repeat(bytes)),
  ),
  edge('messages in one receive', 10, (maxNumberOfMessages) =>
    queue.receiveMessage({ maxNumberOfMessages }),
  ),
  edge('long poll (s)', 20, (receiveMessageWaitTimeSeconds) =>
    queue.setQueueAttributes({ receiveMessageWaitTimeSeconds }),
  ),
  edge('visibility timeout (s)', hours(12), (visibilityTimeout) =>
    queue.setQueueAttributes({ visibilityTimeout }),
  ),
  edge('delay (s)', minutes(15), (delaySeconds) =>
    queue.setQueueAttributes({ delaySeconds }),
  ),
  edge('retention (s)', days(14), (messageRetentionPeriod) =>
    queue.setQueueAttributes({ messageRetentionPeriod }),
  ),
];
table('Six limits', edges);
for (const { limit, most, ...answers } of edges) {
  const holds =
    answers['at the limit'] === 'accepted' &&
    answers['one more'] !== 'accepted';
  check(`${limit}: ${most.toLocaleString('en')} and no more`, holds);
}
