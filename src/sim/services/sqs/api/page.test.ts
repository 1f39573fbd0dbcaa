import { expect, test } from 'vitest';
import { Cloud } from '../../../index.ts';
import { standardRequests } from '../index.ts';
import { pageOf } from './page.ts';

const queues = Array.from({ length: 25 }, (_, i) => {
  const name = `q${String(i).padStart(2, '0')}`;
  return { name, url: `https://example.com/${name}` };
});
const urls = queues.map(({ url }) => url);

test('a list without a page size is whole, up to a thousand, and has no token', () => {
  expect(pageOf(queues, {})).toEqual({ urls });
  expect(pageOf([], {})).toEqual({});
  const many = Array.from({ length: 1001 }, (_, i) => ({ name: String(10_000 + i), url: `u${i}` }));
  expect(pageOf(many, {}).urls).toHaveLength(1000);
  expect(pageOf(many, {})).not.toHaveProperty('NextToken');
});

test('pages follow each other until nothing is left', () => {
  const seen: string[][] = [];
  let nextToken: string | undefined;
  do {
    const page = pageOf(queues, { maxResults: 10, nextToken });
    seen.push(page.urls!);
    nextToken = page.NextToken;
  } while (nextToken !== undefined);
  expect(seen).toEqual([urls.slice(0, 10), urls.slice(10, 20), urls.slice(20)]);
});

test('a page that takes in the last has no token; nor has what comes after it anything', () => {
  expect(pageOf(queues, { maxResults: 25 })).toEqual({ urls });
  const { NextToken } = pageOf(queues, { maxResults: 24 });
  expect(pageOf(queues.slice(0, 24), { maxResults: 24, nextToken: NextToken })).toEqual({});
});

test.each([0, 1001, 1.5])('a page of %d is refused', (maxResults) => {
  expect(() => pageOf(queues, { maxResults })).toThrow(
    expect.objectContaining({
      name: 'InvalidParameterValue',
      message:
        'Value for parameter MaxResults is invalid. Reason: MaxResults must be an integer between 1 and 1000.',
    }),
  );
});

test.each(['', 'x', '/after', 'q10'])('%j is no token', (nextToken) => {
  expect(() => pageOf(queues, { maxResults: 10, nextToken })).toThrow(
    expect.objectContaining({ name: 'InvalidParameterValue', message: 'Invalid or expired next token.' }),
  );
});

test('queues and source queues are listed in pages', async () => {
  const cloud = new Cloud();
  const requests = cloud.meter.usage(standardRequests);
  const dlq = cloud.sqs.createQueue('dlq');
  const redrivePolicy = { deadLetterTargetArn: dlq.arn, maxReceiveCount: 3 };
  const sources = ['a1', 'a2', 'b'].map((name) => cloud.sqs.createQueue(name, { redrivePolicy }).url);
  const first = await cloud.send('sqs', 'ListQueues', { QueueNamePrefix: 'a', MaxResults: 1 });
  expect(first).toEqual({ QueueUrls: [sources[0]], NextToken: expect.any(String) });
  expect(
    await cloud.send('sqs', 'ListQueues', {
      QueueNamePrefix: 'a',
      MaxResults: 1,
      NextToken: first.NextToken,
    }),
  ).toEqual({ QueueUrls: [sources[1]] });
  const before = requests.quantity;
  expect(await cloud.send('sqs', 'ListQueues', { QueueNamePrefix: 'none' })).toEqual({});
  expect(requests.quantity - before).toBe(1);
  expect(await cloud.send('sqs', 'ListDeadLetterSourceQueues', { QueueUrl: dlq.url })).toEqual({
    queueUrls: sources,
  });
  expect(await cloud.send('sqs', 'ListDeadLetterSourceQueues', { QueueUrl: sources[0]! })).toEqual({
    queueUrls: [],
  });
});
