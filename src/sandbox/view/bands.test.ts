import { expect, test } from 'vitest';
import type { PlotEntry, TableEntry } from '../../sim/report/transcript.ts';
import { Bands, quantile } from './bands.ts';

const plot = (points: [number, number][], theory: [number, number][] = [[0, 5], [10, 5]]): PlotEntry => ({
  type: 'plot',
  title: 'Backlog',
  description: 'It grows.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Messages' },
  series: [
    { name: 'waiting', style: 'line', points },
    { name: 'theory', style: 'line', points: theory },
  ],
  marks: [],
}); // prettier-ignore

const table = (calls: number, name = 'short'): TableEntry => ({
  type: 'table',
  title: 'A day',
  columns: [
    { name: 'poll', align: 'left' },
    { name: 'calls', align: 'right' },
    { name: 'days', align: 'right' },
  ],
  rows: [[name, calls, 1]],
});

const text = (bands: Bands) => bands.markup().map((one) => one.text);

test('a quantile is a value of a run, by nearest rank', () => {
  const values = Array.from({ length: 20 }, (_, i) => 20 - i);
  expect([0.05, 0.5, 0.95].map((share) => quantile(values, share))).toEqual([1, 10, 19]);
  expect([0.05, 0.5, 0.95].map((share) => quantile([7], share))).toEqual([7, 7, 7]);
  expect(values[0]).toBe(20);
});

test('a curve becomes its median within the band; one that chance does not touch stays as it is', () => {
  const bands = new Bands();
  for (let seed = 1; seed <= 20; seed++) bands.add([plot([[0, 0], [10, seed]])]); // prettier-ignore
  const [drawn] = text(bands);
  expect(drawn).toContain('waiting, median');
  expect(drawn).toContain('waiting, 5 %');
  expect(drawn).toContain('waiting, 95 %');
  expect(drawn!.match(/class="band k0"/g)).toHaveLength(1);
  expect(drawn).toContain('<li class="k1">');
  expect(drawn).not.toContain('theory, median');
  expect(drawn).toContain('Of 20 runs, the median');
  expect(drawn).toContain('waiting, median: from 0 at 0 s, to 10 at 10 s');
});

test('curves with places of their own are compared where they all are', () => {
  const bands = new Bands();
  bands.add([plot([[0, 0], [10, 10]])]); // prettier-ignore
  bands.add([plot([[0, 10], [5, 10], [10, 10]])]); // prettier-ignore
  const [drawn] = text(bands);
  expect(drawn).toContain('waiting, 5 %: from 0 at 0 s, to 10 at 10 s');
  expect(drawn).toContain('waiting, 95 %: from 10 at 0 s, to 10 at 10 s');
});

test('a cell that varies has its median and where nine of ten runs lie', () => {
  const bands = new Bands();
  for (let seed = 1; seed <= 20; seed++) bands.add([table(seed)]);
  const [drawn] = text(bands);
  expect(drawn).toContain('10 <span class="was">1 to 19</span>');
  expect(drawn).toContain('median of 20 runs');
  expect(drawn).toContain('<td class="num">1</td>');
});

test('a table that is the same in every run says nothing new', () => {
  const bands = new Bands();
  for (let seed = 1; seed <= 3; seed++) bands.add([table(7)]);
  expect(text(bands)).toEqual([]);
});

test('what has another shape than in the first run is left out', () => {
  const bands = new Bands();
  bands.add([table(1)]);
  bands.add([{ ...table(9), rows: [] }]);
  bands.add([table(3)]);
  expect(text(bands)[0]).toContain('median of 2 runs');
});
