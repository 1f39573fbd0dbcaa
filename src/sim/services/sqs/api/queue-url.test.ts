import { expect, test } from 'vitest';
import { Cloud } from '../../../index.ts';
import { queueAt } from './queue-url.ts';

const cloud = new Cloud();
const { sqs } = cloud;
const queue = sqs.createQueue('jobs');

test.each([
  'jobs',
  'https://sqs.us-east-1.amazonaws.com/123456789012/jobs',
  // What emulators and old endpoints say, which name no Region.
  'http://localhost:4566/123456789012/jobs',
  'https://queue.amazonaws.com/123456789012/jobs',
  'https://my-sqs.eu-west-1.example.com/123456789012/jobs',
  '123456789012/jobs',
])('%s is the queue', (url) => {
  expect(queueAt(sqs.queues, url)).toBe(queue);
});

test.each(['eu-west-1', 'ap-southeast-2', 'us-gov-west-1'])(
  'a queue of %s is at another address',
  (region) => {
    const url = cloud.region(region).sqs.createQueue('jobs').url;
    const host = url.split('/')[2]!;
    expect(() => queueAt(sqs.queues, url)).toThrow(
      expect.objectContaining({
        name: 'InvalidAddress',
        message: `The address https://${host}/ is not valid for this endpoint.`,
      }),
    );
  },
);

test('queues of other accounts are not modelled, and one that is not there does not exist', () => {
  expect(() => queueAt(sqs.queues, 'https://sqs.us-east-1.amazonaws.com/210987654321/jobs')).toThrow(
    expect.objectContaining({ name: 'NotModelled' }),
  );
  for (const url of ['none', 'https://sqs.us-east-1.amazonaws.com/123456789012/none'])
    expect(() => queueAt(sqs.queues, url)).toThrow(expect.objectContaining({ name: 'QueueDoesNotExist' }));
});
