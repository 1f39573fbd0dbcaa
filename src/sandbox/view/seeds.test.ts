import { expect, test } from 'vitest';
import type { EndEntry, Entry } from '../../sim/report/transcript.ts';
import { seedsMarkup, seedsOutcome, tally } from './seeds.ts';

const check = (label: string, ok = true): Entry => ({ type: 'check', label, ok });
const run = (seed: number, checks: Entry[], reason: EndEntry['reason'] = 'done') => ({
  seed,
  entries: [...checks, { type: 'end', reason } satisfies Entry],
});

const runs = [
  run(1, [check('a'), check('b'), check('b', false)]),
  run(2, [check('a'), check('b')]),
  run(3, [check('b')], 'deadline'),
];

test('each check is told by the seeds under which it held, failed, and did not come up', () => {
  expect(tally(runs)).toEqual([
    { label: 'a', held: [1, 2], failed: [], absent: [3] },
    { label: 'b', held: [2, 3], failed: [1], absent: [] },
  ]);
});

test('all of them come to one sentence', () => {
  expect(seedsOutcome(runs)).toBe('3 seeds: 0 of 2 checks held under every one; 1 run did not finish.');
  expect(seedsOutcome(runs.slice(0, 1))).toBe('1 seed: 1 of 2 checks held under every one.');
  expect(seedsOutcome([run(1, [])])).toBe('1 seed: no check came up.');
});

test('the seeds that matter can be pressed', () => {
  const text = seedsMarkup(runs).text;
  expect(text).toContain('<td>2 of 3</td>');
  expect(text.match(/data-seed="\d"/g)).toEqual(['data-seed="3"', 'data-seed="1"', 'data-seed="3"']);
  expect(text).toContain('ended at the time limit');
  expect(seedsMarkup(runs.slice(0, 2)).text).not.toContain('Did not come up');
  expect(seedsMarkup([run(1, [check('<b>')])]).text).not.toContain('<b>');
});

test('of many seeds the first twenty are named, and the others counted', () => {
  const many = Array.from({ length: 50 }, (_, i) => run(i + 1, [check('a', false)]));
  const { text } = seedsMarkup(many);
  expect(text.match(/data-seed/g)).toHaveLength(20);
  expect(text).toContain('and 30 more');
});
