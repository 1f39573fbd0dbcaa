import { expect, test } from 'vitest';
import { Cloud, minutes } from '../../index.ts';
import type { FunctionOptions } from './index.ts';

/**
 * What the developer guide, the API reference and the price list say of bills, sizes and mappings, with the page of each.
 * https://docs.aws.amazon.com/lambda/latest/dg/ (checked 2026-11-28)
 */

const functionName = 'f';
const invalid = expect.objectContaining({ name: 'InvalidParameterValueException' }) as Error;

function withFunction(given: Omit<FunctionOptions, 'functionName' | 'code'> = {}) {
  const cloud = new Cloud();
  const code = { initDuration: 0, duration: 1, load: () => () => 'done' };
  cloud.lambda.createFunction({ functionName, code, ...given });
  return cloud;
}

const billed = (cloud: Cloud, wanted: string) =>
  cloud.meter.bill().find(({ item }) => item === wanted)?.quantity;

// https://aws.amazon.com/lambda/pricing/
test.each([
  ['x86_64', 'provisioned concurrency on x86'],
  ['arm64', 'provisioned concurrency on Arm'],
] as const)(
  'provisioned concurrency on %s is charged for five minutes at least',
  async (architecture, item) => {
    const cloud = withFunction({ memorySize: 2048, architectures: [architecture] });
    cloud.lambda.publishVersion({ functionName });
    const provisioned = { functionName, qualifier: '1' };
    cloud.lambda.putProvisionedConcurrencyConfig({ ...provisioned, provisionedConcurrentExecutions: 3 });
    await cloud.run(minutes(2));
    cloud.lambda.deleteProvisionedConcurrencyConfig(provisioned);
    await cloud.run(minutes(30));
    // Three environments of 2 GB.
    expect(billed(cloud, item)).toBeCloseTo(3 * 2 * 300, 6);
  },
);

// https://aws.amazon.com/lambda/pricing/
test('of /tmp what is above 512 MB is charged, for as long as the function runs', async () => {
  const plain = withFunction();
  await plain.lambda.run(functionName);
  expect(billed(plain, '/tmp over 512 MB')).toBeUndefined();
  const large = withFunction({ ephemeralStorage: { size: 1536 } });
  await large.lambda.run(functionName);
  expect(billed(large, '/tmp over 512 MB')).toBeCloseTo(1, 6);
});

// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
test('a queue must hide its messages for as long as the function may run', async () => {
  const cloud = withFunction({ timeout: 60 });
  const map = async (name: string, visibilityTimeout: number) => {
    const { arn: eventSourceArn } = cloud.sqs.createQueue(name, { visibilityTimeout });
    return (await cloud.lambda.createEventSourceMapping({ functionName, eventSourceArn })).state;
  };
  await expect(map('short', 59)).rejects.toThrow(
    'Queue visibility timeout: 59 seconds is less than Function timeout: 60 seconds',
  );
  expect(await map('long', 60)).toBe('Creating');
});

// https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html (BatchSize)
test('a batch of more than ten messages wants a batching window; a FIFO queue has neither', async () => {
  const cloud = withFunction();
  const standard = cloud.sqs.createQueue('q').arn;
  const fifo = cloud.sqs.createQueue('q.fifo', { fifoQueue: true }).arn;
  const map = (eventSourceArn: string, batchSize: number, maximumBatchingWindowInSeconds = 0) =>
    cloud.lambda.createEventSourceMapping({ functionName, eventSourceArn, batchSize, maximumBatchingWindowInSeconds }); // prettier-ignore
  for (const [arn, size, window] of [
    [standard, 11, 0],
    [fifo, 11, 0],
    [fifo, 10, 1],
  ] as const)
    // prettier-ignore
    expect(() => map(arn, size, window)).toThrow(invalid);
  expect((await map(standard, 11, 1)).batchSize).toBe(11);
  expect((await map(fifo, 10)).batchSize).toBe(10);
});

// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
test('an asynchronous event has 1 MB at most, a synchronous one 6 MB', async () => {
  const cloud = withFunction();
  const call = (invocationType: 'Event' | 'RequestResponse', size: number) =>
    cloud.lambda.invoke({ functionName, invocationType, payload: new TextEncoder().encode(JSON.stringify('x'.repeat(size - 2))) }); // prettier-ignore
  const tooLarge = expect.objectContaining({ name: 'RequestTooLargeException' }) as Error;
  for (const [type, most] of [
    ['Event', 1_048_576],
    ['RequestResponse', 6_291_456],
  ] as const) {
    // prettier-ignore
    expect((await call(type, most)).statusCode).toBe(type === 'Event' ? 202 : 200);
    expect(() => call(type, most + 1)).toThrow(tooLarge);
  }
});

// https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
test('environment variables have 4 KB all together', () => {
  const make = (size: number) => withFunction({ environment: { variables: { A: 'x'.repeat(size) } } });
  expect(make(4000)).toBeDefined();
  expect(() => make(4097)).toThrow(invalid);
});
