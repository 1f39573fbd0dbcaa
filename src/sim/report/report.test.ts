import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import {
  captureConsole,
  check,
  format,
  formatNumber,
  plot,
  setSink,
  table,
  timeline,
  toText,
  type Entry,
} from './index.ts';

let shown: Entry[] = [];
function collect(): Entry[] {
  shown = [];
  setSink((entry) => shown.push(entry));
  return shown;
}
afterEach(() => setSink(undefined));

test('a check tells what it was given, and a failing one where it stands', () => {
  const entries = collect();
  check('two and two', true, 'not shown');
  const here = Number(/report\.test\.ts:(\d+)/.exec(new Error().stack!)![1]);
  check('two and three', false, '5');
  expect(entries[0]).toEqual({ type: 'check', label: 'two and two', ok: true });
  expect(entries[1]).toMatchObject({ type: 'check', label: 'two and three', ok: false, detail: '5' });
  expect((entries[1] as { line: number }).line).toBe(here + 1);
  expect(() => check('a promise', Promise.resolve(true) as unknown as boolean)).toThrow(/true or false/);
});

test('what is shown survives JSON', () => {
  const entries = collect();
  plot({
    title: 'p',
    description: 'd',
    x: { label: 'x' },
    y: { label: 'y' },
    series: [{ name: 's', points: [[0, 1]] }],
  });
  table('t', [{ a: 1, b: 'x' }]);
  timeline({
    title: 'l',
    description: 'd',
    lanes: [{ name: 'one', spans: [{ start: 0, end: 1, label: 'busy' }] }],
  });
  expect(JSON.parse(JSON.stringify(entries))).toEqual(entries);
});

test('a plot refuses a point that is none, by series', () => {
  collect();
  const bad = () =>
    plot({
      title: 'p',
      description: '',
      x: { label: 'x' },
      y: { label: 'y' },
      series: [{ name: 's', points: [[0, NaN]] }],
    });
  expect(bad).toThrow(/series 's': \[0, NaN\]/);
});

test('a long series is thinned without losing its peaks or its ends', () => {
  const entries = collect();
  const points = Array.from({ length: 100_000 }, (_, i): [number, number] => [
    i,
    i === 77_777 ? 1000 : i === 33_333 ? -1000 : i % 7,
  ]);
  plot({
    title: 'p',
    description: '',
    x: { label: 'x' },
    y: { label: 'y' },
    series: [{ name: 's', points }],
  });
  const kept = (entries[0] as { series: { points: [number, number][] }[] }).series[0]!.points;
  expect(kept.length).toBeLessThanOrEqual(2000);
  expect(kept).toContainEqual([77_777, 1000]);
  expect(kept).toContainEqual([33_333, -1000]);
  expect([kept[0]![0], kept.at(-1)![0]]).toEqual([0, 99_999]);
  expect(kept).toEqual([...kept].sort((a, b) => a[0] - b[0]));
});

test('a cell without end is its text, for JSON would make it nothing', () => {
  const entries = collect();
  table('waits', [{ wait: 1 }, { wait: Infinity }, { wait: NaN }]);
  expect(entries[0]).toMatchObject({ columns: [{ align: 'right' }], rows: [[1], ['∞'], ['–']] });
  expect(JSON.parse(JSON.stringify(entries[0]))).toEqual(entries[0]);
});

test('a table takes records or columns, and wants its rows whole', () => {
  const entries = collect();
  table('records', [
    { name: 'a', size: 1 },
    { name: 'b', size: 2 },
  ]);
  expect(entries[0]).toMatchObject({
    columns: [
      { name: 'name', align: 'left' },
      { name: 'size', align: 'right' },
    ],
    rows: [
      ['a', 1],
      ['b', 2],
    ],
  });
  table('columns', { columns: ['name', { name: 'wait', unit: 's' }], rows: [['a', 1.5]] });
  expect(toText(entries[1]!)).toEqual([
    '▤ columns',
    '  name  wait (s)',
    '  ────  ────────',
    '  a          1.5',
  ]);
  expect(() => table('torn', { columns: ['a', 'b'], rows: [['only a']] })).toThrow(/row 1 has 1 cells for 2/);
});

test('a span that ends before it starts is refused by name', () => {
  collect();
  const bad = () =>
    timeline({
      title: 'l',
      description: '',
      lanes: [{ name: 'w', spans: [{ start: 2, end: 1, label: 'job' }] }],
    });
  expect(bad).toThrow(/lane 'w': 'job' ends at 1/);
});

test('the console is captured, formatted by us, and given back', () => {
  const before = console.log;
  const entries = collect();
  const undo = captureConsole();
  console.log('queue', { depth: 3, name: 'jobs' }, [1, 'two']);
  console.warn('careful');
  console.dir({ a: 1 });
  console.assert(true, 'silent');
  console.assert(false, 'loud');
  undo();
  expect(console.log).toBe(before);
  expect(entries).toEqual([
    { type: 'console', level: 'log', text: "queue { depth: 3, name: 'jobs' } [1, 'two']" },
    { type: 'console', level: 'warn', text: 'careful' },
    { type: 'console', level: 'log', text: '{ a: 1 }' },
    { type: 'console', level: 'error', text: 'Assertion failed loud' },
  ]);
});

test('values are formatted the same everywhere', () => {
  class Queue {
    name = 'jobs';
  }
  const ring: unknown[] = [1];
  ring.push(ring);
  expect(format('a', 1, true, null, undefined, -0, 10n)).toBe('a 1 true null undefined -0 10n');
  expect(format(new Queue())).toBe("Queue { name: 'jobs' }");
  expect(format(ring)).toBe('[1, [Circular]]');
  expect(format(new Map([['a', { b: 1 }]]), new Set(['x']))).toBe(
    "Map(1) { 'a' => { b: 1 } } Set(1) { 'x' }",
  );
  expect(format([])).toBe('[]');
  expect(format({ 'a-b': () => 1, "it's": "it's" })).toBe("{ 'a-b': [Function: a-b], 'it\\'s': 'it\\'s' }");
  expect(format({ a: { b: { c: { d: { e: 1 } } } } })).toBe('{ a: { b: { c: { d: [Object] } } } }');
  expect(format(new RangeError('too far'))).toBe('RangeError: too far');
  expect(format(new Uint8Array([1, 2]))).toBe('Uint8Array(2) [1, 2]');
  expect(format(Array.from({ length: 105 }, () => 0))).toContain('… 5 more');
  expect(format({ one: 'a'.repeat(40), two: 'b'.repeat(40) })).toBe(
    `{\n  one: '${'a'.repeat(40)}',\n  two: '${'b'.repeat(40)}'\n}`,
  );
});

test('formatting never throws, whatever it is given', () => {
  fc.assert(
    fc.property(
      fc.anything({
        withNullPrototype: true,
        withMap: true,
        withSet: true,
        withBigInt: true,
        withDate: true,
      }),
      (value) => typeof format(value) === 'string',
    ),
  );
});

test('formatting calls no getter of a member, and what can’t be read says so', () => {
  const called = () => expect.unreachable('called');
  const holder = {
    get a() {
      return called();
    },
    get b() {
      return called();
    },
    set b(_: unknown) {
      called();
    },
    set c(_: unknown) {
      called();
    },
  };
  expect(format(holder)).toBe('{ a: [Getter], b: [Getter/Setter], c: [Setter] }');
  expect(format(Object.defineProperty([1, 2], 0, { get: called }))).toBe('[[Getter], 2]');
  const nameless = class {};
  Object.defineProperty(nameless, 'name', { get: called });
  expect(format(new nameless(), nameless)).toBe('{} [Function: anonymous]');
  const unread = '[an object that can’t be read]';
  expect(format(new Proxy(new Date(), {}))).toBe(unread);
  const trap = () => {
    throw new Error('a trap');
  };
  expect(format(new Proxy({}, { ownKeys: trap }), new Proxy({}, { getPrototypeOf: trap }))).toBe(
    `${unread} ${unread}`,
  );
  const error = Object.defineProperty(new Error('a'), 'message', { get: trap });
  expect(format({ error })).toBe('{ error: Error: [Getter] }');
  expect(format(new DOMException('late', 'TimeoutError'))).toBe('TimeoutError: late');
});

test('numbers read as people write them', () => {
  const cases: [number, string][] = [
    [0, '0'],
    [0.1 + 0.2, '0.3'],
    [1234.5678, '1,235'],
    [12.3456, '12.35'],
    [1234567, '1,234,567'],
    [-5, '−5'],
    [1048576, '1,048,576'],
    [0.000123456, '0.0001235'],
    [1e-7, '1.000e−7'],
    [2 ** 60, '1.153e+18'],
    [Infinity, '∞'],
    [NaN, '–'],
  ];
  for (const [value, text] of cases) expect(formatNumber(value)).toBe(text);
});

test('every kind of entry has its text', () => {
  const texts = (entry: Entry) => toText(entry).join('\n');
  expect(texts({ type: 'check', label: 'holds', ok: false, detail: '3', line: 7 })).toBe(
    '✗ holds: 3 (line 7)',
  );
  const file = 'file:///home/me/helper.ts';
  expect(texts({ type: 'check', label: 'holds', ok: false, file, line: 7 })).toBe('✗ holds (helper.ts:7)');
  expect(texts({ type: 'error', name: 'TypeError', message: 'no', file: 'main.ts', line: 2 })).toBe(
    'TypeError: no (main.ts:2)',
  );
  expect(texts({ type: 'end', reason: 'deadline' })).toBe('(ended: deadline)');
  const plotted = texts({
    type: 'plot',
    title: 'depth',
    description: '',
    x: { label: 'time', unit: 's' },
    y: { label: 'messages' },
    marks: [],
    series: [
      {
        name: 'waiting',
        style: 'step',
        points: [
          [0, 0],
          [30, 8],
          [60, 4],
        ],
      },
    ],
  });
  expect(plotted).toContain('│' + ' '.repeat(30) + '█'.repeat(29) + '▄│');
  expect(plotted).toContain('time (s) from 0 to 60; messages up to 8');
});
