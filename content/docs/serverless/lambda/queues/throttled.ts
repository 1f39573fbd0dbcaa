import { check, Cloud, minutes, table } from 'desired-capacity';

async function day(maximumConcurrency: number | undefined) {
  const cloud = new Cloud();
  // #region two queues, and a function that takes ten seconds
  const dead = cloud.sqs.createQueue('dead');
  const jobs = cloud.sqs.createQueue('jobs', {
    visibilityTimeout: 60,
    redrivePolicy: { deadLetterTargetArn: dead.arn, maxReceiveCount: 3 },
  });
  let done = 0;
  cloud.lambda.createFunction({
    functionName: 'work',
    timeout: 30,
    code: { duration: 10, load: () => () => (done += 1) },
  });
  // #endregion
  cloud.lambda.putFunctionConcurrency({
    functionName: 'work',
    reservedConcurrentExecutions: 5,
  });
  for (let i = 0; i < 1000; i += 1) jobs.sendMessage(`job ${i}`);
  await cloud.lambda.createEventSourceMapping({
    functionName: 'work',
    eventSourceArn: jobs.arn,
    batchSize: 1,
    ...(maximumConcurrency !== undefined && {
      scalingConfig: { maximumConcurrency },
    }),
  });
  // #region an hour, and what came of it
  await cloud.run(minutes(60));
  return {
    'maximum concurrency': maximumConcurrency ?? 'not set',
    done,
    'in the dead-letter queue': dead.approximateNumberOfMessages,
  };
  // #endregion
}

const without = await day(undefined);
const withIt = await day(5); // knob maximum concurrency: 2..30
// #region the table and the checks
table('A thousand good messages, five executions', [without, withIt]);
check(
  'throttles bring good messages to the dead-letter queue',
  without['in the dead-letter queue'] > 100,
);
check(
  'with a maximum concurrency none goes there',
  withIt['in the dead-letter queue'] === 0,
);
check('and all are done', withIt.done === 1000);
// #endregion
