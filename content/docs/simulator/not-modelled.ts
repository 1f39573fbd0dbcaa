import { check, Cloud, table } from 'desired-capacity';

const cloud = new Cloud();
const queue = cloud.sqs.createQueue('jobs');
const attempts: Record<string, () => unknown> = {
  'a queue with a visibility timeout of 13 hours': () =>
    cloud.sqs.createQueue('slow', { visibilityTimeout: 46_800 }),
  'a message of 2 MiB': () => queue.sendMessage('x'.repeat(2 ** 21)),
  'the queue of another account': () =>
    cloud.sqs.getQueueUrl('jobs', { queueOwnerAWSAccountId: '210987654321' }),
};

const answers = Object.entries(attempts).map(([attempt, action]) => {
  try {
    action();
    return { attempt, error: 'none', says: '' };
  } catch (error) {
    const { name, message } = error as Error;
    return { attempt, error: name, says: message };
  }
});
table('Three calls that fail', answers);
const errors = answers.map(({ error }) => error);
check(
  "what AWS refuses fails with AWS's error",
  errors[0] === 'InvalidAttributeValue' &&
    errors[1] === 'InvalidParameterValue',
);
check('what is not modelled says so by name', errors[2] === 'NotModelled');
