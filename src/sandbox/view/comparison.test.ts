import { describe, expect, test } from 'vitest';
import type { Entry, PlotEntry, TableEntry } from '../../sim/report/transcript.ts';
import { comparisonMarkup, lineDifferences } from './comparison.ts';
import { differences, pairUp } from './pairs.ts';

const check = (label: string, ok = true): Entry => ({ type: 'check', label, ok });
const line = (text: string): Entry => ({ type: 'console', level: 'log', text });
const plot = (title: string, height = 1, unit = 's'): PlotEntry => ({
  type: 'plot',
  title,
  description: 'It rises.',
  x: { label: 'Time', unit },
  y: { label: 'Messages' },
  series: [{ name: 'visible', style: 'line', points: [[0, 0], [1, height]] }], // prettier-ignore
  marks: [],
});
const table = (title: string, rows: TableEntry['rows'], second = 'Messages'): TableEntry => ({
  type: 'table',
  title,
  columns: [
    { name: 'Worker', align: 'left' },
    { name: second, align: 'right' },
  ],
  rows,
});
const end: Entry = { type: 'end', reason: 'done' };

const compared = (original: Entry[], yours: Entry[]): string =>
  [
    ...comparisonMarkup({
      original: [...original, end],
      yours: [...yours, end],
      pairs: pairUp(original, yours),
      seeds: [1, 1],
      shown: 'main.ts',
    }),
  ]
    .map(({ text }) => text)
    .join('');

describe('what belongs together', () => {
  test('is what has the same name, or else the same place among the rest', () => {
    const { plots } = pairUp([plot('a'), plot('b'), plot('c')], [plot('c'), plot('x'), plot('a', 2)]);
    expect(plots.map(({ original, yours, same }) => [original?.title, yours?.title, same])).toEqual([
      ['c', 'c', true],
      ['b', 'x', false],
      ['a', 'a', false],
    ]);
  });

  test('a check has no counterpart but by its name', () => {
    const { checks } = pairUp([check('a'), check('b')], [check('c'), check('b', false)]);
    expect(checks.map(({ original, yours, same }) => [original?.label, yours?.label, same])).toEqual([
      [undefined, 'c', false],
      ['b', 'b', false],
      ['a', undefined, false],
    ]);
  });

  test('of two with one name, the first goes with the first', () => {
    const { checks } = pairUp([check('a'), check('a', false)], [check('a'), check('a')]);
    expect(checks.map(({ same }) => same)).toEqual([true, false]);
  });

  test('comes to a sentence', () => {
    const original = [check('a'), plot('p'), table('t', [['a', 1]]), line('x')];
    expect(differences(pairUp(original, original))).toMatch(/nothing came out otherwise/);
    const yours = [check('a', false), check('b'), plot('p', 2), table('t', [['a', 1]]), line('y')];
    expect(differences(pairUp(original, yours))).toBe(
      'Compared with the original, 2 checks, 1 plot and the printed lines came out otherwise.',
    );
  });
});

describe('two runs as one', () => {
  test('both verdicts of a check stand side by side', () => {
    const text = compared([check('none lost')], [check('none lost', false)]);
    expect(text).toMatch(
      /<tr class="changed"><th scope="row">none lost<\/th><td>✓ held<\/td><td>✗ failed<\/td>/,
    );
  });

  test('plots of the same measures are laid over each other, the original paler', () => {
    const text = compared([plot('Backlog')], [plot('Backlog', 3)]);
    expect(text.split('<figure').length - 1).toBe(1);
    expect(text).toContain('<path class="line k0 pale"');
    expect(text).toContain('<path class="line k0"');
    expect(text).toContain('visible, original');
    expect(text).toContain('visible, yours');
  });

  test('plots of different measures are not', () => {
    const text = compared([plot('Backlog', 1, 's')], [plot('Backlog', 1, 'min')]);
    expect(text).toContain('measure different things');
    expect(text.split('<figure').length - 1).toBe(2);
  });

  test('a cell that changed has both values; rows may come and go', () => {
    const text = compared([table('Done', [['a', 1], ['b', 2]])], [table('Done', [['a', 1], ['b', 5], ['c', 7]])]); // prettier-ignore
    expect(text).toContain('<td>a</td><td class="num">1</td>');
    expect(text).toContain('<del>2</del> → <ins>5</ins>');
    expect(text).toMatch(/<td>\s*→ <ins>c<\/ins><\/td>/);
  });

  test('tables of different columns both stand there', () => {
    const text = compared([table('Done', [['a', 1]])], [table('Done', [['a', 1]], 'Jobs')]);
    expect(text).toContain('The columns of “Done” differ');
    expect(text).toContain('Done: original');
    expect(text).toContain('Done: yours');
  });

  test('what only one run shows is named', () => {
    expect(compared([plot('Backlog')], [])).toContain('The plot “Backlog” is only in the original.');
    expect(compared([], [table('Done', [])])).toContain('The table “Done” is only in yours.');
  });

  test('whatever a text holds, it stays text', () => {
    const evil = '<img src=x onerror=alert(1)>';
    const original = [check(evil), plot(evil), table(evil, [[evil, 1]]), line(evil)];
    const yours = [check(evil, false), plot(evil, 2), table(evil, [[evil, 2]]), line(`${evil}!`)];
    expect(compared(original, yours)).not.toContain('<img');
  });
});

test('lines that differ are as few as can be', () => {
  expect(lineDifferences(['a', 'b', 'c'], ['a', 'x', 'c', 'd'])).toEqual([
    [' ', 'a'],
    ['-', 'b'],
    ['+', 'x'],
    [' ', 'c'],
    ['+', 'd'],
  ]);
  expect(lineDifferences([], [])).toEqual([]);
});
