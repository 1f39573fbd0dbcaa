import { expect, test } from 'vitest';
import { ForeignAwaitError, Interrupt, NothingScheduledError, SameInstantError } from './errors.ts';

test('errors have their own names', () => {
  expect(String(new SameInstantError('poller', 1000, 5))).toMatch(/^SameInstantError: 'poller' went on/);
  expect(String(new ForeignAwaitError('poller', 5))).toMatch(/^ForeignAwaitError: 'poller' waits at 5 s/);
  expect(String(new NothingScheduledError('sleep(5)', 5))).toBe(
    'NothingScheduledError: Nothing is scheduled after 5 s that could settle sleep(5).',
  );
});

test('an interrupt tells its cause, where it has one', () => {
  expect(String(new Interrupt('scale in'))).toBe('Interrupt: Interrupted: scale in');
  expect(new Interrupt('scale in').cause).toBe('scale in');
  expect(String(new Interrupt(undefined))).toBe('Interrupt: Interrupted');
  expect(String(new Interrupt(null))).toBe('Interrupt: Interrupted: null');
});
