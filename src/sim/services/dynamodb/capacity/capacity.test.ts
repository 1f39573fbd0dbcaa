import { expect, test } from 'vitest';
import { Cloud } from '../../../index.ts';
import type { TableOptions } from '../index.ts';
import { OnDemandCapacity } from './on-demand.ts';
import { ProvisionedCapacity } from './provisioned.ts';
import { readUnits, writeUnits } from './units.ts';

const still = { requestLatency: { mean: 0, sd: 0 } };

function open(options: TableOptions) {
  const cloud = new Cloud(still);
  return { cloud, table: cloud.dynamodb.table('t', options), dynamodb: cloud.dynamodb };
}

test.each([
  ['nothing', 0, 0.5, 1, 2, 1, 2],
  ['4 KB', 4096, 0.5, 1, 2, 4, 8],
  ['4 KB and a byte', 4097, 1, 2, 4, 5, 10],
  ['8 KB', 8192, 1, 2, 4, 8, 16],
])('the units of %s', (_what, bytes, eventual, strong, transactional, write, twice) => {
  expect(readUnits(bytes, 'eventual')).toBe(eventual);
  expect(readUnits(bytes, 'strong')).toBe(strong);
  expect(readUnits(bytes, 'transactional')).toBe(transactional);
  expect(writeUnits(bytes)).toBe(write);
  expect(writeUnits(bytes, true)).toBe(twice);
});

test('150 units left alone for five minutes let 200 a second through for 900 seconds', () => {
  const capacity = new ProvisionedCapacity(150, 150, 0);
  let step = 0;
  while (capacity.take(10, 300 + step / 20)) step++;
  expect(Math.round(step / 20)).toBe(900);
});

test('what is accepted in any time is at most the burst and the rate times the time', () => {
  const capacity = new ProvisionedCapacity(10, 3000, 0);
  let accepted = 0;
  for (let at = 0; at < 100; at += 0.01) if (capacity.take(1, at)) accepted++;
  expect(accepted).toBeLessThanOrEqual(3000 + 10 * 100);
  expect(accepted).toBeGreaterThanOrEqual(3000 + 10 * 99);
});

test('on demand gives twice the peak that was reached half an hour ago', () => {
  const capacity = new OnDemandCapacity({ initial: 4000, quota: 40_000, window: 60 }, 0);
  for (let second = 0; second < 120; second++) expect(capacity.take(3500, second)).toBe(true);
  expect(capacity.ceiling(1800)).toBe(4000);
  expect(capacity.ceiling(60 + 1800)).toBe(7000);
  expect(capacity.take(7001, 2000)).toBe(true);
  expect(capacity.take(7001, 2000)).toBe(false);
  expect(capacity.exceeded()).toBe('KeyRangeThroughputExceeded');
});

test('on demand never gives more than a table’s own maximum', () => {
  const capacity = new OnDemandCapacity({ initial: 4000, quota: 40_000, maximum: 10, window: 60 }, 0);
  expect(capacity.take(10, 0)).toBe(true);
  expect(capacity.take(1, 0)).toBe(false);
  expect(capacity.exceeded()).toBe('MaxOnDemandThroughputExceeded');
});

test('a provisioned table is throttled in AWS’s words, with the reason', async () => {
  const { cloud, table } = open({ readCapacityUnits: 1, writeCapacityUnits: 1 });
  const throttled = cloud.record(table.metric('WriteThrottleEvents'));
  table.put({ id: 'a' });
  expect(() => table.put({ id: 'b' })).toThrow(
    expect.objectContaining({
      name: 'ProvisionedThroughputExceededException',
      message: expect.stringMatching(/^The level of configured provisioned throughput/) as string,
      details: {
        ThrottlingReasons: [{ reason: 'TableWriteProvisionedThroughputExceeded', resource: table.arn }],
      },
    }) as Error,
  );
  await cloud.run(60);
  expect(throttled[0]![1]).toBe(1);
  table.put({ id: 'b' });
});

test('one item takes 1,000 writes a second, whatever the table has', () => {
  const { table } = open({});
  for (let i = 0; i < 1000; i++) table.put({ id: 'hot', i });
  expect(() => table.put({ id: 'hot' })).toThrow(
    expect.objectContaining({
      name: 'ThrottlingException',
      details: {
        ThrottlingReasons: [{ reason: 'TableWriteKeyRangeThroughputExceeded', resource: table.arn }],
      },
    }) as Error,
  );
  table.put({ id: 'cold' });
});

test('other provisioned units keep what was saved, as far as it fits', async () => {
  const { cloud, table, dynamodb } = open({ readCapacityUnits: 1, writeCapacityUnits: 10 });
  await cloud.run(300);
  dynamodb.updateTable({
    tableName: 't',
    provisionedThroughput: { readCapacityUnits: 1, writeCapacityUnits: 1 },
  });
  for (let i = 0; i < 300; i++) table.put({ id: `${i}` });
  expect(() => table.put({ id: 'x' })).toThrow(/provisioned throughput/);
});

test('the bill: by requests on demand, by hours where provisioned', async () => {
  const quantities = (cloud: Cloud) =>
    Object.fromEntries(cloud.meter.bill().map(({ item, quantity }) => [item, quantity]));
  const onDemand = open({});
  onDemand.table.put({ id: 'a', text: 'x'.repeat(2000) });
  onDemand.table.get({ id: 'a' });
  onDemand.table.get({ id: 'a' }, { consistentRead: true });
  await onDemand.cloud.run(3600);
  expect(quantities(onDemand.cloud)).toMatchObject({ 'writes on demand': 2, 'reads on demand': 1.5 });
  const provisioned = open({ readCapacityUnits: 3, writeCapacityUnits: 2 });
  await provisioned.cloud.run(3600);
  expect(quantities(provisioned.cloud)).toMatchObject({ 'provisioned reads': 3, 'provisioned writes': 2 });
});
