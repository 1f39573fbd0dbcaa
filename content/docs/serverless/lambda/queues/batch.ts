import { check, Cloud, minutes, table } from 'desired-capacity';

type Event = { Records: { messageId: string; body: string }[] };

async function shift(reports: boolean) {
  // #region a queue, and a dead-letter queue after three receipts
  const cloud = new Cloud();
  const dead = cloud.sqs.createQueue('dead');
  const jobs = cloud.sqs.createQueue('jobs', {
    visibilityTimeout: 30,
    redrivePolicy: { deadLetterTargetArn: dead.arn, maxReceiveCount: 3 },
  });
  // #endregion
  const times = new Map<string, number>();
  cloud.lambda.createFunction({
    functionName: 'work',
    code: () => (event: Event) => {
      const batchItemFailures = [];
      for (const { messageId, body } of event.Records) {
        times.set(body, (times.get(body) ?? 0) + 1);
        if (body !== 'broken') continue;
        if (!reports) throw new Error('one of them is broken');
        batchItemFailures.push({ itemIdentifier: messageId });
      }
      return { batchItemFailures };
    },
  });
  // #region ten messages, the mapping and what came of them
  for (let i = 0; i < 9; i += 1) jobs.sendMessage(`job ${i}`);
  jobs.sendMessage('broken');
  await cloud.lambda.createEventSourceMapping({
    functionName: 'work',
    eventSourceArn: jobs.arn,
    maximumBatchingWindowInSeconds: 1,
    ...(reports && { functionResponseTypes: ['ReportBatchItemFailures'] }),
  });
  await cloud.run(minutes(5));
  times.delete('broken');
  const good = [...times.values()];
  return {
    'failures are': reports ? 'reported' : 'thrown',
    'good jobs done again': good.filter((count) => count > 1).length,
    'in the dead-letter queue': dead.approximateNumberOfMessages,
  };
  // #endregion
}

const thrown = await shift(false);
const reported = await shift(true);
// #region the table and the checks
table('Nine good messages and a broken one', [thrown, reported]);
check(
  'a batch that fails comes back as a whole',
  thrown['good jobs done again'] > 0,
);
check(
  'its good messages may end in the dead-letter queue too',
  thrown['in the dead-letter queue'] > 1,
);
check(
  'where failures are reported only they come back',
  reported['good jobs done again'] === 0 &&
    reported['in the dead-letter queue'] === 1,
);
// #endregion
