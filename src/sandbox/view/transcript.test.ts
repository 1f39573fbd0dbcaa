import { describe, expect, test } from 'vitest';
import type { Entry, PlotEntry, TimelineEntry } from '../../sim/report/transcript.ts';
import { entryMarkup } from './transcript.ts';

const draw = (entry: Entry, ...files: string[]): string =>
  entryMarkup(entry, { entry: 'main.ts', files: Object.fromEntries(files.map((file) => [file, ''])) }).text;

const plot: PlotEntry = {
  type: 'plot',
  title: 'Backlog',
  description: 'It rises, then falls.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Messages' },
  series: [
    { name: 'visible', style: 'step', points: [[0, 0], [10, 4], [20, 2]] }, // prettier-ignore
    { name: 'in flight', style: 'line', points: [[0, 0], [10, 1], [20, 0]] }, // prettier-ignore
  ],
  marks: [
    { x: 10, label: 'crash' },
    { y: 3, label: 'alarm' },
  ],
};

const timeline: TimelineEntry = {
  type: 'timeline',
  title: 'One message',
  description: 'It is hidden, then deleted.',
  lanes: [
    {
      name: 'message',
      spans: [{ start: 0, end: 30, label: 'hidden', kind: 'hidden' }],
      events: [{ at: 30, label: 'deleted', kind: 'deleted' }],
    },
  ],
};

const count = (text: string, part: string | RegExp): number => text.split(part).length - 1;

describe('lines and checks', () => {
  test('a warning says so in words', () => {
    expect(draw({ type: 'console', level: 'warn', text: 'full' })).toBe(
      '<div class="line warn"><b>Warning:</b> full</div>',
    );
  });

  test('a check passes in a sign and in words', () => {
    const text = draw({ type: 'check', label: 'nothing is lost', ok: true });
    expect(text).toContain('✓');
    expect(text).toContain('Passed: </span>nothing is lost');
  });

  test('a failed check says what was found, and names its line where nobody can edit', () => {
    const text = draw({ type: 'check', label: 'nothing is lost', ok: false, detail: '3 are', line: 7 });
    expect(text).toContain('<b>Failed:</b> nothing is lost. Found: 3 are');
    expect(text).toContain('(main.ts, line 7)');
    expect(text).not.toContain('<button');
  });

  test('a line of a file that is there can be gone to; of another it can not', () => {
    const failed: Entry = { type: 'check', label: 'a', ok: false, line: 7 };
    expect(draw(failed, 'main.ts')).toContain('data-line="7">line 7</button>');
    expect(draw(failed, 'other.ts')).toContain('(main.ts, line 7)');
    const error: Entry = { type: 'error', name: 'TypeError', message: 'no', file: 'other.ts', line: 2 };
    expect(draw(error, 'main.ts')).toContain('(other.ts, line 2)');
  });

  test('where there are several files, a place says in which', () => {
    const error: Entry = { type: 'error', name: 'TypeError', message: 'no', file: 'other.ts', line: 2 };
    expect(draw(error, 'main.ts', 'other.ts')).toContain(
      'data-file="other.ts" data-line="2">other.ts, line 2</button>',
    );
    const failed: Entry = { type: 'check', label: 'a', ok: false, file: 'other.ts', line: 7 };
    expect(draw(failed, 'main.ts', 'other.ts')).toContain('data-file="other.ts" data-line="7"');
  });
});

test('whatever a text holds, it stays text', () => {
  const evil = `"><script>alert('1')</script>`;
  const axis = { label: evil, unit: evil };
  const entries: Entry[] = [
    { type: 'console', level: 'log', text: evil },
    { type: 'check', label: evil, ok: false, detail: evil, line: 1 },
    { type: 'error', name: evil, message: evil, file: evil, line: 1 },
    { type: 'table', title: evil, columns: [{ name: evil, unit: evil, align: 'left' }], rows: [[evil]] },
    {
      type: 'plot',
      title: evil,
      description: evil,
      x: axis,
      y: axis,
      series: [{ name: evil, style: 'line', points: [[0, 1]] }],
      marks: [{ x: 0, label: evil }],
    },
    {
      type: 'timeline',
      title: evil,
      description: evil,
      lanes: [
        {
          name: evil,
          spans: [{ start: 0, end: 1, label: evil, kind: evil }],
          events: [{ at: 1, label: evil, kind: evil }],
        },
      ],
    },
  ];
  for (const entry of entries) {
    const text = draw(entry, evil);
    expect(text, entry.type).toContain('&lt;script&gt;');
    expect(text, entry.type).not.toContain('<script');
    expect(text, entry.type).not.toContain(`="">`);
    expect(text, entry.type).not.toContain("alert('1')");
  }
});

test('what can not be drawn says so, and throws nothing', () => {
  const nonsense = { ...plot, series: 'none' } as unknown as Entry;
  expect(draw(nonsense)).toContain('This plot could not be drawn');
});

describe('a table', () => {
  test('has a caption, column headers with units, and cells that read well', () => {
    const text = draw({
      type: 'table',
      title: 'Limits',
      columns: [
        { name: 'Attribute', align: 'left' },
        { name: 'Maximum', unit: 's', align: 'right' },
      ],
      rows: [
        ['visibilityTimeout', 43_200],
        ['mean', 0.1 + 0.2],
        ['adjustable', true],
        ['none', null],
      ],
    });
    expect(text).toContain('<caption>Limits</caption>');
    expect(text).toContain('<th scope="col" class="num">Maximum <span>(s)</span></th>');
    for (const cell of ['43,200', '0.3', 'yes', '–']) expect(text).toContain(`<td class="num">${cell}</td>`);
  });
});

describe('a plot', () => {
  test('is a picture with a name, and its values are a table', () => {
    const text = draw(plot);
    expect(text).toContain('role="img" aria-label="Backlog. It rises, then falls. visible: ');
    expect(text).toContain('<th scope="col" class="num">Time <span>(s)</span></th>');
    expect(text).toContain('<td class="num">10</td><td class="num">4</td><td class="num">1</td>');
  });

  test('draws a step as a step that holds to the end, and a line as a line', () => {
    const text = draw(plot);
    expect(text).toContain('class="step k0" d="M0 220H500V0H1000V110H1000"');
    expect(text).toContain('class="line k1" d="M0 220L500 165L1000 220"');
  });

  test('names lines at their ends, apart from each other, and in a legend for where there is no room', () => {
    const crowded = {
      ...plot,
      series: plot.series.map((one) => ({ ...one, points: plot.series[1]!.points })),
    };
    const text = draw(crowded);
    expect(text).toContain('class="legend narrow"');
    const heights = [...text.matchAll(/class="direct k\d"[^>]* y="([\d.]+)"/g)].map((match) =>
      Number(match[1]),
    );
    expect(heights).toHaveLength(2);
    expect(Math.abs(heights[0]! - heights[1]!)).toBeGreaterThanOrEqual(15);
    expect(Math.max(...heights)).toBeLessThanOrEqual(220);
  });

  test('labels its marks, two close ones in two rows', () => {
    const marks = [...plot.marks, { x: 10.5, label: 'the one after it' }];
    const text = draw({ ...plot, marks });
    const rows = [...text.matchAll(/<text class="mark"[^>]* y="(-\d+)"/g)].map((match) => match[1]);
    expect(new Set(rows).size).toBe(2);
    expect(text).toContain('>alarm</text>');
  });

  test('puts bars of several series side by side, from zero', () => {
    const bars: PlotEntry = {
      ...plot,
      marks: [],
      series: ['p50', 'p99'].map((name, i) => ({ name, style: 'bars', points: [[1, 5 + i], [2, 9]] })), // prettier-ignore
    };
    const text = draw(bars);
    const rects = [
      ...text.matchAll(/<rect class="k\d" x="([\d.]+)" width="([\d.]+)" y="([\d.]+)" height="([\d.]+)"/g),
    ];
    const sides = rects.map(([, x, width]) => [Number(x), Number(x) + Number(width)]);
    expect(sides).toEqual([[50, 250], [550, 750], [250, 450], [750, 950]]); // prettier-ignore
    for (const [, , , y, height] of rects) expect(Number(y) + Number(height)).toBeCloseTo(220);
  });

  test('with thousands of points still has a table that can be read', () => {
    const points = Array.from({ length: 2000 }, (_, i): [number, number] => [i, i % 7]);
    const text = draw({ ...plot, series: [{ name: 'many', style: 'line', points }] });
    expect(count(text, '<tr>')).toBeLessThanOrEqual(61);
    expect(text).toContain('The table has one row in 34.');
  });

  test('of steps has in its table what each of them holds', () => {
    const series = [
      { ...plot.series[0]!, points: [[0, 1], [20, 3]] as [number, number][] }, // prettier-ignore
      plot.series[1]!,
    ];
    expect(draw({ ...plot, series })).toContain('<td class="num">10</td><td class="num">1</td>');
  });

  test('offers the whole table where the one shown leaves out rows or digits, and only there', () => {
    const points = (y: number) => [[0, y]] as [number, number][];
    const table = (y: number) =>
      draw({ ...plot, marks: [], series: [{ name: 'a', style: 'line', points: points(y) }] });
    expect(table(12_345)).not.toContain('unrounded');
    expect(table(-0.25)).not.toContain('unrounded');
    expect(table(1 / 3)).toContain('>All 1 rows, unrounded</button>');
    const many = Array.from({ length: 200 }, (_, i): [number, number] => [i, i]);
    expect(draw({ ...plot, series: [{ name: 'a', style: 'line', points: many }] })).toContain(
      '>All 200 rows, unrounded</button>',
    );
  });

  test('carries its numbers, and a slider to read them off where it has any', () => {
    const text = draw(plot);
    expect(text).toContain('data-numbers="[[[0,20,-20,4]],[[0,10,10]],[[0,4,-2]],[[0,1,-1]]]"');
    expect(text).toContain('role="slider" tabindex="0" aria-label="Values in Backlog"');
    expect(text).toContain('aria-valuemax="3"');
    const empty = { ...plot, series: [{ ...plot.series[0]!, points: [] }], marks: [] };
    expect(draw(empty)).not.toContain('slider');
  });

  test('without a point is a plot still', () => {
    expect(draw({ ...plot, series: [{ name: 'none', style: 'line', points: [] }], marks: [] })).toContain(
      'role="img"',
    );
  });
});

describe('a timeline', () => {
  test('has its spans and events where they were, a legend, and a table', () => {
    const text = draw(timeline);
    expect(text).toContain('role="img" aria-label="One message. It is hidden, then deleted. message: ');
    expect(text).toMatch(/<rect class="span" x="0%" width="100%"/);
    expect(text).toContain('<svg x="100%"');
    expect(text).toMatch(/<li class="k0">.*hidden<\/li><li class="k1">.*deleted<\/li>/);
    expect(text).toContain(
      '<td>message</td><td>hidden</td><td>hidden</td><td class="num">0</td><td class="num">30</td>',
    );
  });

  test('stacks spans that overlap', () => {
    const spans = [0, 10, 30].map((start) => ({ start, end: start + 20, label: 's', kind: 's' }));
    const text = draw({ ...timeline, lanes: [{ name: 'a', spans, events: [] }] });
    const tops = [...text.matchAll(/<rect class="span" x="[^"]+" width="[^"]+" y="(\d+)"/g)].map(
      (match) => match[1],
    );
    expect(tops).toEqual(['20', '44', '20']);
  });

  test('shows a label only where it has room', () => {
    const spans = [
      { start: 0, end: 1, label: 'a long label', kind: 's' },
      { start: 10, end: 30, label: 'a long label', kind: 's' },
      { start: 40, end: 100, label: 'a long label', kind: 's' },
    ];
    const text = draw({ ...timeline, lanes: [{ name: 'a', spans, events: [] }] });
    expect([...text.matchAll(/<text class="(in[^"]*)"/g)].map((match) => match[1])).toEqual([
      'in wide',
      'in',
    ]);
  });

  test('of very many spans draws the first, and says so', () => {
    const spans = Array.from({ length: 3000 }, (_, i) => ({ start: i, end: i + 1, label: 's', kind: 's' }));
    const text = draw({ ...timeline, lanes: [{ name: 'a', spans, events: [] }] });
    expect(count(text, 'class="span" x=')).toBe(1001); // One is the legend's.
    expect(text).toContain('Drawn: the first 1,000 of');
  });
});
