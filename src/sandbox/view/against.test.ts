import { expect, test } from 'vitest';
import type { Entry, PlotEntry, TableEntry } from '../../sim/report/transcript.ts';
import { againstMarkup, againstOutcome } from './against.ts';

const plot = (points: [number, number][]): PlotEntry => ({
  type: 'plot',
  title: 'Backlog',
  description: 'It grows.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Messages' },
  series: [{ name: 'waiting', style: 'line', points }],
  marks: [],
});
const table = (cell: number): TableEntry => ({
  type: 'table',
  title: 'A day',
  columns: [
    { name: 'poll', align: 'left' },
    { name: 'calls', align: 'right' },
  ],
  rows: [['short', cell]],
});
const check = (ok: boolean): Entry => ({ type: 'check', label: 'it grows', ok });
const END: Entry = { type: 'end', reason: 'done' };
const draw = (original: Entry[], mine: Entry[]) =>
  mine.map((_, at) => againstMarkup(original, mine, { entry: 'x.ts' })(at).text);

test('a plot has the original behind it, pale, under a name that says so', () => {
  const [text] = draw([plot([[0, 1], [1, 2]])], [plot([[0, 1], [1, 9]])]); // prettier-ignore
  expect(text!.match(/class="line k0 pale"/g)).toHaveLength(1);
  expect(text!.match(/class="line k0"/g)).toHaveLength(1);
  expect(text).toContain('waiting, before');
});

test('a cell that changed says what it was, one that did not says nothing', () => {
  const [text] = draw([table(10)], [table(25)]);
  expect(text).toContain('<b>25</b> <span class="was">was 10</span>');
  expect(text).toContain('<td>short</td>');
});

test('a check that held holds no longer; one that failed before fails', () => {
  expect(draw([check(true)], [check(false)])[0]).toContain('<b>No longer:</b> it grows');
  expect(draw([check(false)], [check(false)])[0]).toContain('<b>Failed:</b>');
  expect(draw([], [check(false)])[0]).toContain('<b>Failed:</b>');
});

test('what is the same is drawn as it was', () => {
  const entries = [plot([[0, 1]]), table(10), check(true), END];
  const [a, b, c] = draw(entries, entries);
  expect([a!.includes('pale'), b!.includes('was'), c!.includes('No longer')]).toEqual([false, false, false]);
});

test('plots that measure other things are not laid over each other', () => {
  const other = { ...plot([[0, 1]]), y: { label: 'Bytes' } };
  expect(draw([other], [plot([[0, 1]])])[0]).not.toContain('pale');
});

test('the outcome says which checks still hold', () => {
  expect(againstOutcome([check(true), END], [check(true), END])).toBe('The check still holds.');
  expect(againstOutcome([check(true), check(true), END], [check(true), check(false), END])).toBe(
    '1 of 2 checks still holds.',
  );
  expect(againstOutcome([check(true), END], [{ type: 'end', reason: 'stopped' }])).toBe('Run stopped.');
});
