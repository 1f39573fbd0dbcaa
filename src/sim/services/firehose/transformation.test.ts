import { Reply, Simulation } from '../../kernel/index.ts';
import { expect, test } from 'vitest';
import type { DeliveryRecord } from './delivery-record.ts';
import { sorted, transformation, type TransformationAnswer } from './transformation.ts';

const record = (recordId: string): DeliveryRecord => {
  const data = new TextEncoder().encode(recordId);
  return { recordId, data, bytes: data.length, arrival: 0, partitionKeys: {} };
};
const records = ['a', 'b', 'c', 'd', 'e'].map(record);
const ids = (list: readonly DeliveryRecord[]) => list.map(({ recordId }) => recordId).join('');

test('a function says of each record Ok, Dropped or ProcessingFailed; what it does not name has failed', () => {
  const value = {
    records: [
      { recordId: 'a', result: 'Ok', data: btoa('A!'), metadata: { partitionKeys: { k: 1 } } },
      { recordId: 'b', result: 'Dropped' },
      { recordId: 'c', result: 'ProcessingFailed', data: btoa('c') },
      { recordId: 'd', result: 'Ok', data: 'no base64 §' },
    ],
  };
  const { ok, dropped, failed } = sorted(records, value);
  expect([ids(ok), ids(dropped), ids(failed)]).toEqual(['a', 'b', 'cde']);
  expect(ok[0]).toMatchObject({ bytes: 2, partitionKeys: { k: '1' } });
  expect(ids(sorted(records, null).failed)).toBe('abcde');
});

test.each([
  ['throttled', 4, 'abcde'],
  ['timeout', 4, 'abcde'],
  ['function-error', 1, 'abcde'],
] as const)('a function that ends with %s is called %i times', async (failure, calls, expected) => {
  const simulation = new Simulation({ seed: 1 });
  let called = 0;
  const transform = () => {
    called++;
    return Reply.resolved<TransformationAnswer>(simulation, { failure });
  };
  const result = await simulation.process(() => transformation(transform, records, 3, 1));
  expect([called, ids(result.failed)]).toEqual([calls, expected]);
});
