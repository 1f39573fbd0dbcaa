import { expect, test, vi } from 'vitest';
import { Chunks, namesTouched, sizeOf, touched, withNeeds, type ChunkIndex } from './chunks.ts';

const facts = { title: '', arn: '', limits: false };
const service = (name: string, ...needs: string[]) => ({ ...facts, class: name, needs, chunks: [name] });
const index: ChunkIndex = {
  chunks: {
    core: { url: '/core', size: 20 },
    sqs: { url: '/sqs', size: 10 },
    sns: { url: '/sns', size: 5 },
    lambda: { url: '/lambda', size: 7 },
    elasticloadbalancingv2: { url: '/elb', size: 8 },
    shared: { url: '/shared', size: 1 },
    workload: { url: '/workload', size: 3 },
    report: { url: '/report', size: 2 },
  },
  names: {
    workload: { names: ['Rate', 'workers'], chunks: ['shared', 'workload'] },
    report: { names: ['plot', 'table'], chunks: ['report'] },
  },
  services: {
    sqs: { ...service('Sqs'), chunks: ['shared', 'sqs'] },
    sns: { ...service('Sns', 'sqs'), chunks: ['shared', 'sns'] },
    lambda: service('Lambda', 'sns'),
    elasticloadbalancingv2: service('Elb'),
  },
};
const { services } = index;

test.each([
  ['cloud.sqs.createQueue()', ['sqs']],
  ['cloud\n  .sqs\n  .createQueue()', ['sqs']],
  [`cloud.region('eu-west-1').sqs;`, ['sqs']],
  [`cloud.send('sqs', 'SendMessage', {})`, ['sqs']],
  [`const name = "sqs"; cloud[name]`, ['sqs']],
  ['cloud[`sqs`]', ['sqs']],
  ['const { sqs } = cloud;', ['sqs']],
  ['const { a, sqs: queues } = cloud;', ['sqs']],
  [`import { Queue } from 'desired-capacity/sqs';`, ['sqs']],
  [`import { SQSClient } from '@aws-sdk/client-sqs';`, ['sqs']],
  [`import { X } from '@aws-sdk/client-elastic-load-balancing-v2';`, ['elasticloadbalancingv2']],
  ['cloud.sns.createTopic()', ['sqs', 'sns']],
  ['cloud.lambda', ['sqs', 'sns', 'lambda']],
  ['cloud?.sqs', ['sqs']],
  ['const sqs = 1; // sqs is a queue', []],
  ['cloud.sqsOld.sqs2; cloud.SQS; object.constructor', []],
  ['', []],
])('%s touches %j', (code, expected) => {
  expect(touched({ 'main.ts': '', 'other.ts': code }, services)).toEqual(expected);
});

test.each([
  [`import { Cloud, workers } from 'desired-capacity';`, ['workload']],
  [`import { workers as w,\n  plot } from 'desired-capacity';`, ['workload', 'report']],
  [`export { Rate } from 'desired-capacity';`, ['workload']],
  [`import * as library from 'desired-capacity';`, ['workload', 'report']],
  [`import*as $ from 'desired-capacity';`, ['workload', 'report']],
  [`export * from 'desired-capacity';`, ['workload', 'report']],
  [`const { a } = await import ('desired-capacity');`, ['workload', 'report']],
  [`import { \\u0070lot } from 'desired-capacity';`, ['workload', 'report']],
  [`import { Cloud } from 'desired-capacity';\nconst tables = replot + 'x';`, []],
])('%s takes names of %j', (code, expected) => {
  expect(namesTouched({ 'main.ts': '', 'other.ts': code }, index.names)).toEqual(expected);
});

test('needs come with needs of their own, circles too', () => {
  const circle = { a: service('A', 'b'), b: service('B', 'a') };
  expect(withNeeds(['b'], circle)).toEqual(['a', 'b']);
});

test('a chunk is fetched once; one that failed is fetched again', async () => {
  const fetch = vi.fn((url: string) => Promise.resolve(JSON.stringify({ [`${url}.js`]: url })));
  const chunks = new Chunks(index, fetch);
  expect(await chunks.texts(['sqs'])).toEqual({ '/shared.js': '/shared', '/sqs.js': '/sqs' });
  expect(await chunks.texts(['sqs', 'sns'])).toMatchObject({ '/sns.js': '/sns' });
  expect(fetch.mock.calls.flat()).toEqual(['/shared', '/sqs', '/sns']);
  fetch.mockRejectedValueOnce(new Error('offline'));
  await expect(chunks.core()).rejects.toThrow('offline');
  expect(await chunks.core()).toEqual({ '/core.js': '/core' });
});

test('a shared part is weighed once', () => {
  expect(sizeOf(index, ['sqs', 'sns'])).toBe(20 + 10 + 5 + 1);
});
