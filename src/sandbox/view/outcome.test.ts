import { expect, test } from 'vitest';
import type { Entry } from '../../sim/report/transcript.ts';
import { checkLabels, outcome, passes } from './outcome.ts';
import { seedIsPinned } from './seed.ts';

const check = (label: string, ok = true): Entry => ({ type: 'check', label, ok });
const end = (reason: 'done' | 'error' | 'stopped' | 'deadline' | 'limit' = 'done'): Entry => ({
  type: 'end',
  reason,
});

test('a run comes to a sentence', () => {
  expect(outcome([end()])).toBe('Run finished.');
  expect(outcome([check('a'), end()])).toBe('Run finished: 1 check passed.');
  expect(outcome([check('a'), check('b'), check('c', false), end()])).toBe(
    'Run finished: 2 checks passed, 1 failed.',
  );
  const error: Entry = { type: 'error', name: 'TypeError', message: 'no', line: 4 };
  expect(outcome([check('a'), error, end('error')])).toBe('Run ended in an error at line 4: 1 check passed.');
  const elsewhere: Entry = { ...error, file: 'b.ts' };
  expect(outcome([elsewhere, end('error')], 'a.ts')).toBe('Run ended in an error at line 4 of b.ts.');
  expect(outcome([elsewhere, end('error')], 'b.ts')).toBe('Run ended in an error at line 4.');
  expect(outcome([end('deadline')])).toBe('Run ended at its time limit.');
  expect(outcome([end('stopped')])).toBe('Run stopped.');
});

test('an exercise passes when all of its checks hold, and not by leaving them out', () => {
  const expected = checkLabels([check('a'), check('b'), end()]);
  expect(passes([check('a'), check('b'), end()], expected)).toBe(true);
  expect(passes([check('a'), check('b'), check('mine'), end()], expected)).toBe(true);
  expect(passes([check('a'), end()], expected)).toBe(false);
  expect(passes([check('a'), check('b', false), end()], expected)).toBe(false);
  expect(passes([check('a'), check('b'), check('b', false), end()], expected)).toBe(false);
  expect(passes([check('a'), check('b'), end('stopped')], expected)).toBe(false);
  expect(passes([], expected)).toBe(false);
});

test('a seed that the code gives is found', () => {
  expect(seedIsPinned({ 'a.ts': 'new Cloud({ seed: 7 })' })).toBe(true);
  expect(seedIsPinned({ 'a.ts': '', 'b.ts': "new Simulation({\n  start: '2026-03-01',\n  seed,\n})" })).toBe(
    true,
  );
  expect(seedIsPinned({ 'a.ts': 'new Cloud() // the seed: 1' })).toBe(false);
});
