import { expect, test } from 'vitest';
import { compare } from './comparison.ts';
import { scalingScenarios } from './scaling-scenarios.ts';

test('a run gives the number that AWS documents', async () => {
  const rows = await compare(scalingScenarios);
  expect(rows.length).toBe(10);
  for (const { label, cells } of rows) expect(`${cells[1]}`, label).toBe(/\(AWS: (\d+)\)$/.exec(label)![1]);
});
