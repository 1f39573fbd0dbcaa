import { expect, test } from 'vitest';
import { SOURCE } from './package/chunks.ts';
import { weighChunks } from './package/weight.ts';

const weights = await weighChunks(SOURCE);

test.each(weights)('$chunk keeps to its budget of $budget bytes in a browser', ({ bytes, budget }) => {
  expect(bytes).toBeLessThanOrEqual(budget ?? 0);
});

test.each(weights.filter(({ own }) => own))(
  'the budget of $chunk is no larger than it need be: growth would go unnoticed',
  ({ bytes, budget }) => {
    expect(bytes).toBeGreaterThan(budget! * 0.75);
  },
);

test('the core weighs at most 26 KB, whatever the number of services', () => {
  expect(weights.find(({ chunk }) => chunk === 'core')!.budget).toBeLessThanOrEqual(26 * 1024);
});
