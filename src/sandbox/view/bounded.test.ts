import { describe, expect, test } from 'vitest';
import type {
  CheckEntry,
  Entry,
  MapEntry,
  PlotEntry,
  Series,
  TableEntry,
  TimelineEntry,
} from '../../sim/report/transcript.ts';
import { Bands } from './bands.ts';
import { DRAWN, leftOut, shorten, thin } from './bounded.ts';
import { comparisonMarkup } from './comparison.ts';
import { outcome } from './outcome.ts';
import { pairUp } from './pairs.ts';
import { RATION, Ration } from './ration.ts';
import { seedsMarkup } from './seeds.ts';
import { entryMarkup } from './transcript.ts';

const draw = (entry: Entry): string => entryMarkup(entry, { entry: 'main.ts' }).text;
const count = (text: string, part: string): number => text.split(part).length - 1;

function plot(series: number, points: number, style: Series['style'] = 'line'): PlotEntry {
  return {
    type: 'plot',
    title: 'A',
    description: 'B',
    x: { label: 'x' },
    y: { label: 'y' },
    series: Array.from({ length: series }, (_, one) => ({
      name: `s${one}`,
      style,
      points: Array.from({ length: points }, (_, i): [number, number] => [i * series + one, (i * 7) % 11]),
    })),
    marks: [],
  };
}
const table = (rows: number, columns: number): TableEntry => ({
  type: 'table',
  title: 'A',
  columns: Array.from({ length: columns }, (_, i) => ({ name: `c${i}`, align: 'left' })),
  rows: Array.from({ length: rows }, () => Array.from({ length: columns }, () => 'x')),
});
const timeline = (lanes: number, each: number): TimelineEntry => ({
  type: 'timeline',
  title: 'A',
  description: 'B',
  lanes: Array.from({ length: lanes }, (_, lane) => ({
    name: `l${lane}`,
    spans: Array.from({ length: each }, (_, i) => ({ start: i, end: i + 1, label: `s${i}`, kind: `k${i}` })),
    events: Array.from({ length: each }, (_, i) => ({ at: i, label: `e${i}`, kind: `k${i}` })),
  })),
});
const map = (places: number, ways: number, text = ''): MapEntry => ({
  type: 'map',
  title: `A${text}`,
  description: `B${text}`,
  legend: `C${text}`,
  places: Array.from({ length: places }, (_, i) => ({
    name: `p${i}${text}`,
    latitude: i % 90,
    longitude: i % 180,
    role: 'user',
    kind: `k${i}${text}`,
    note: `n${text}`,
  })),
  ways: Array.from({ length: ways }, (_, i) => ({
    from: `p${i % places}${text}`,
    to: `p0${text}`,
    kind: `k${i % places}${text}`,
  })),
});
const LONG = 'x'.repeat(90_000);

/** What is drawn of an entry may weigh so much. */
const MOST = 1_000_000;

describe('the picture of an entry', () => {
  test.for<[string, Entry, string]>([
    ['very many series', plot(6000, 20), 'the first 100 of 6,000 series'],
    ['very many points', plot(100, 2000), 'about 20,000 of 200,000 points'],
    [
      'very many points that stand for themselves',
      plot(1, 400_000, 'points'),
      'about 20,000 of 400,000 points',
    ],
    ['very many bars', plot(2, 50_000, 'bars'), 'the first 500 of 100,000 bars'],
    [
      'very many marks',
      { ...plot(1, 2), marks: Array.from({ length: 40_000 }, (_, i) => ({ x: 1, label: `m${i}` })) },
      'the first 100 of 40,000 marks',
    ],
    ['very many rows', table(300_000, 1), 'the first 500 of 300,000 rows'],
    ['rows of very many cells', table(1000, 100), 'the first 50 of 100 columns, the first 100 of 1,000 rows'],
    ['very many lanes', timeline(20_000, 1), 'the first 100 of 20,000 lanes'],
    ['very many spans and events', timeline(2, 20_000), 'the first 1,000 of 80,000 spans and events'],
    ['very many places', map(60_000, 0), 'the first 200 of 60,000 places'],
    [
      'very many places and ways',
      map(50_000, 50_000),
      'the first 200 of 50,000 places, the first 400 of 50,000 ways',
    ],
    [
      'a very long line',
      { type: 'console', level: 'log', text: LONG },
      'the first 5,000 of 90,000 characters',
    ],
    ['a very long label', { type: 'check', label: LONG, ok: false }, 'the first 5,000 of 90,000 characters'],
    ['a very long detail', { type: 'check', label: 'a', ok: false, detail: LONG }, 'of 90,000 characters'],
    ['a very long message', { type: 'error', name: 'Error', message: LONG }, 'of 90,000 characters'],
  ])('of %s is its first part, which it says', ([, entry, said]) => {
    const drawn = draw(entry);
    expect(drawn.length).toBeLessThan(MOST);
    expect(drawn).toContain('Drawn: ');
    expect(drawn).toContain(said);
    expect(drawn).not.toContain('could not be drawn');
  });

  test('has no name at full length, wherever it stands', () => {
    const names: Entry[] = [
      { ...plot(1, 2), title: LONG },
      { ...plot(1, 2), x: { label: LONG, unit: LONG }, y: { label: LONG, unit: LONG } },
      { ...plot(1, 2), series: [{ ...plot(1, 2).series[0]!, name: LONG }], marks: [{ y: 1, label: LONG }] },
      { ...table(2, 1), title: LONG, columns: [{ name: LONG, unit: LONG, align: 'left' }] },
      { ...table(0, 1), rows: Array.from({ length: 80 }, () => [LONG]) },
      { ...timeline(1, 100), title: LONG, lanes: [{ ...timeline(1, 100).lanes[0]!, name: LONG }] },
      {
        ...timeline(0, 0),
        lanes: [{ name: 'l', spans: [{ start: 0, end: 1, label: LONG, kind: LONG }], events: [] }],
      },
      map(3, 3, LONG),
      { type: 'error', name: LONG, message: 'a', file: LONG, line: 1 },
      { type: 'check', label: 'a', ok: false, file: LONG, line: 1 },
    ];
    for (const entry of names) expect(draw(entry).length).toBeLessThan(400_000);
  });

  test('is whole where it is of a usual size, and says nothing', () => {
    for (const entry of [plot(6, 3000), table(100, 8), timeline(6, 60), map(100, 300)]) {
      expect(leftOut(entry)).toEqual([]);
      expect(draw(entry)).not.toContain('Drawn:');
    }
    expect(count(draw(table(100, 8)), '<tr>')).toBe(101);
  });

  test('of a thinned curve has its ends and its extremes', () => {
    const points = Array.from({ length: 50_000 }, (_, i): [number, number] => [
      i,
      i === 777 ? 99 : i === 40_001 ? -9 : 1,
    ]);
    const kept = thin(points, 1000);
    expect(kept.length).toBeLessThanOrEqual(1000);
    for (const at of [0, 777, 40_001, 49_999]) expect(kept).toContain(points[at]);
    expect(kept.map(([x]) => x)).toEqual(kept.map(([x]) => x).sort((a, b) => a - b));
  });

  test('has no letter with thousands of marks on it, and every letter that people write', () => {
    expect(shorten(`Z${'\u0301'.repeat(4000)}!`, DRAWN.line).length).toBeLessThan(30);
    const written = 'Crème brûlée, Việt Nam, 👩‍👩‍👧‍👦, हिन्दी, עִבְרִית';
    expect(shorten(written)).toBe(written);
  });

  test('does not cut a character in two', () => {
    expect(shorten('👍👍', 3).isWellFormed()).toBe(true);
  });
});

describe('the picture of a run', () => {
  /** How many entries of a run are drawn, and what is said of the rest. */
  function drawn(entries: Entry[]): [number, string] {
    const ration = new Ration();
    const parts = entries.flatMap(
      (entry) => ration.take(entry, () => entryMarkup(entry, { entry: 'a.ts' })) ?? [],
    );
    return [parts.length, ration.rest()?.text ?? ''];
  }
  const line: Entry = { type: 'console', level: 'log', text: 'more' };

  test('has its first pictures', () => {
    const [pictures, rest] = drawn(Array.from({ length: 3000 }, () => plot(1, 2)));
    expect(pictures).toBe(RATION.pictures);
    expect(rest).toContain('the first 40 of 3,000 plots, tables and timelines');
    expect(rest).toContain('data-save="all"');
  });

  test('has its first lines, and its error whatever was before it', () => {
    const error: Entry = { type: 'error', name: 'Error', message: 'at last' };
    const [lines, rest] = drawn([...Array.from({ length: 9000 }, () => line), error]);
    expect(lines).toBe(RATION.lines + 1);
    expect(rest).toContain('the first 2,001 of 9,001 lines and checks');
  });

  test('has long lines no longer than short ones together', () => {
    const [lines] = drawn(Array.from({ length: 1000 }, () => ({ ...line, text: 'x'.repeat(5000) }) as Entry));
    expect(lines).toBeLessThanOrEqual(RATION.characters / 5000 + 1);
  });

  test('is whole where the run is of a usual size', () => {
    expect(drawn(Array.from({ length: 200 }, () => line))).toEqual([200, '']);
  });
});

describe('what is made of several runs', () => {
  const check = (label: string): CheckEntry => ({ type: 'check', label, ok: false });
  const end: Entry = { type: 'end', reason: 'done' };

  test('ten thousand checks of one name are paired, each with one', () => {
    const all = Array.from({ length: 10_000 }, () => check('same'));
    const { checks } = pairUp(all, all);
    expect(checks).toHaveLength(10_000);
    expect(checks.every(({ same }) => same)).toBe(true);
  });

  test('a comparison tells the first of very many checks and pictures', () => {
    const original = [...Array.from({ length: 3000 }, (_, i) => check(`c${i}`)), end];
    const yours = [...Array.from({ length: 3000 }, (_, i) => ({ ...plot(2, 10), title: `p${i}` })), end];
    const comparison = {
      original,
      yours,
      pairs: pairUp(original, yours),
      seeds: [1, 1] as [number, number],
      shown: 'a.ts',
    };
    const text = [...comparisonMarkup(comparison)].map((part) => part.text).join('');
    expect(text).toContain('And 2800 more checks.');
    expect(text).toContain('And 2990 more plots.');
    expect(text.length).toBeLessThan(MOST);
  });

  test('a comparison draws no more of a map than its run does', () => {
    const original: Entry[] = [map(3, 3), end];
    const yours: Entry[] = [map(50_000, 50_000, 'x'.repeat(50)), end];
    const pairs = pairUp(original, yours);
    const parts = comparisonMarkup({ original, yours, pairs, seeds: [1, 1], shown: 'a.ts' });
    const text = [...parts].map((part) => part.text).join('');
    expect(text).toContain('the first 200 of 50,000 places, the first 400 of 50,000 ways');
    expect(text.length).toBeLessThan(MOST);
  });

  test('a table of seeds tells the first of very many checks', () => {
    const entries = [...Array.from({ length: 500 }, (_, i) => check(`${i}${LONG}`)), end];
    const text = seedsMarkup([{ seed: 1, entries }]).text;
    expect(text).toContain('And 300 more checks.');
    expect(text.length).toBeLessThan(MOST);
  });

  test('bands have the first of very many pictures', () => {
    const bands = new Bands();
    for (let run = 0; run < 3; run++)
      bands.add(Array.from({ length: 500 }, (_, i) => ({ ...plot(1, 50), title: `p${i}` })));
    expect(bands.markup()).toHaveLength(10);
  });

  test('an outcome does not repeat the name of a file at full length', () => {
    const error: Entry = { type: 'error', name: 'Error', message: 'a', file: LONG, line: 3 };
    expect(outcome([error, { type: 'end', reason: 'error' }], 'a.ts').length).toBeLessThan(200);
  });
});
