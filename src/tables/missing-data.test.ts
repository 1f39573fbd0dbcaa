import { expect, test } from 'vitest';
import { compare } from './comparison.ts';
import { missingData } from './missing-data.ts';

test('AWS’s examples of an alarm of 3 out of 3 give the states that its guide lists', async () => {
  const rows = new Map((await compare(missingData)).map(({ label, cells }) => [label, cells]));
  expect(rows.get('0 – X – X')).toEqual(['OK', 'OK', 'OK', 'OK']);
  expect(rows.get('0 – – – –')).toEqual(['OK', 'OK', 'OK', 'OK']);
  expect(rows.get('– – – – –')).toEqual(['INSUFFICIENT_DATA', 'OK', 'ALARM', 'OK']);
  expect(rows.get('0 X X – X')).toEqual(['ALARM', 'ALARM', 'ALARM', 'ALARM']);
  expect(rows.get('– – X – –')).toEqual(['ALARM', 'OK', 'ALARM', 'OK']);
});
