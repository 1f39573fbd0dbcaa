import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  fits,
  type Knob,
  type KnobValue,
  parseSettings,
  readKnobs,
  setKnobs,
  settingsOf,
  turnedBack,
  valueText,
} from './knob.ts';

const one = (code: string): Knob => {
  const { knobs, errors } = readKnobs(code);
  expect(errors).toEqual([]);
  expect(knobs).toHaveLength(1);
  return knobs[0]!;
};

describe('a knob', () => {
  const read: [code: string, expected: Partial<Knob>][] = [
    ['const peak = 25; // knob 5..100', { name: 'peak', value: 25, unit: '', span: { min: 5, max: 100, step: 1 } }],
    ['const peak = 25; // knob 5..100 step 5 unit messages', { unit: 'messages', span: { min: 5, max: 100, step: 5 } }],
    ['let rate = 0.5; // knob 0..2 step 0.1', { name: 'rate', value: 0.5 }],
    ['const all = 12_000; // knob 1000..20_000 step 1000', { value: 12_000, span: { min: 1000, max: 20_000, step: 1000 } }],
    ['  visibilityTimeout: seconds(30), // knob 5..120', { name: 'visibilityTimeout', label: 'visibility timeout', unit: 's', value: 30 }],
    ["const q = sqs.createQueue('jobs', { delaySeconds: 5 }); // knob 0..900 unit s", { name: 'delaySeconds', value: 5, unit: 's' }],
    ['const timeout: number = minutes(2); // knob 1..30', { name: 'timeout', unit: 'min', value: 2 }],
    ["const kind: Kind = 'standard'; // knob 'standard' | 'fifo'", { name: 'kind', value: 'standard', span: ['standard', 'fifo'] }],
    ["    state: ['stopped'], // knob 'stopped' | 'stopping'", { name: 'state', value: 'stopped' }],
    ['const beats = true; // knob true | false', { value: true, span: [true, false] }],
    ['const size = 5; // knob 1 | 5 | 10 unit messages', { value: 5, span: [1, 5, 10], unit: 'messages' }],
    ["await run('ten', 10); // knob messages per receive: 1..10", { name: 'messages per receive', label: 'messages per receive', value: 10 }],
    ["await run('fifo', 10); // knob type of queue: 'standard' | 'fifo'", { name: 'type of queue', value: 'fifo' }],
    ['const rate = 1 / 300; // knob 60..600 step 60 unit s', { name: 'rate' }],
  ]; // prettier-ignore

  test.each(read.slice(0, -1))('%s', (code, expected) => {
    const knob = one(code);
    expect(knob).toMatchObject(expected);
    expect(code.slice(knob.from, knob.to).replaceAll(/['_]/g, '')).toBe(String(knob.value));
  });

  test('a value within a sum needs a label: what has the name is the sum', () => {
    expect(readKnobs('const rate = 1 / 300; // knob 60..600 step 60').errors[0]!.message).toMatch(
      /has no name/,
    );
    expect(one('const rate = 1 / 300; // knob every: 60..600 step 60 unit s')).toMatchObject({ value: 300 });
  });
});

describe('a knob that is wrong is told by its line', () => {
  const wrong: [code: string, message: RegExp][] = [
    ['const a = 1; // knob', /says ''.*write a range/],
    ['const a = 1; // knob 5', /says '5'/],
    ['const a = 1; // knob 0..5 by 2', /says '0..5 by 2'/],
    ["const a = 'x'; // knob 'x'", /says ''x''/],
    ['const a = b; // knob 1..5', /no number before it/],
    ['const a = 7; // knob 1..5', /The code says 7, which the knob does not reach from 1 to 5/],
    ['const a = 2; // knob 1..9 step 2', /in steps of 2/],
    ['const a = 5; // knob 9..1', /is empty/],
    ['const a = 5; // knob 1..9 step 0', /above 0/],
    ["const a = 'x'; // knob 'y' | 'z'", /says 'x', which is none/],
    ["const a = 'x'; // knob 'x' | 1", /several types/],
    ["const a = 'x'; // knob 'x' | 'x'", /twice/],
    ['run(3); // knob 1..5', /no name/],
    ['', /two knobs 'a'/],
  ];

  test.each(wrong)('%s', (code, message) => {
    const text = code ? `\n${code}` : 'const a = 1; // knob 1..2\nconst b = { a: 1 }; // knob 1..2';
    const { errors } = readKnobs(text);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ line: 2, message: expect.stringMatching(message) as string });
  });
});

const CODE = `import { Cloud } from 'desired-capacity';
const peak = 1_000; // knob 500..9000 step 500
const jobs = { visibilityTimeout: seconds(30) }; // knob 5..120
const kind = 'standard'; // knob 'standard' | 'fifo'
const beats = false; // knob true | false
`;

const CODE_VALUES = new Set(['peak=1000', 'visibilityTimeout=30', 'kind=standard', 'beats=false']);

describe('turning', () => {
  test('edits the literal and nothing else', () => {
    const text = setKnobs(CODE, { peak: 2500, visibilityTimeout: 45, kind: 'fifo', beats: true });
    expect(text).toBe(
      CODE.replace('1_000;', '2500;')
        .replace('30)', '45)')
        .replace("= 'standard'", "= 'fifo'")
        .replace('false;', 'true;'),
    );
    expect(settingsOf(CODE, text)).toEqual({ peak: 2500, visibilityTimeout: 45, kind: 'fifo', beats: true });
    expect(settingsOf(CODE, CODE)).toEqual({});
  });

  test('there and back is the original, in whatever order', () => {
    const settings = fc.record(
      {
        peak: fc.integer({ min: 1, max: 18 }).map((n) => n * 500),
        visibilityTimeout: fc.integer({ min: 5, max: 120 }),
        kind: fc.constantFrom('standard', 'fifo'),
        beats: fc.boolean(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(settings, (some: Record<string, KnobValue>) => {
        const text = setKnobs(CODE, some);
        expect(settingsOf(CODE, text)).toEqual(
          Object.fromEntries(
            Object.entries(some).filter(([name, value]) => !CODE_VALUES.has(`${name}=${value}`)),
          ),
        );
        expect(turnedBack(CODE, text)).toBe(CODE);
      }),
    );
  });

  test('what else was edited is no setting', () => {
    expect(settingsOf(CODE, `${CODE}console.log(1);`)).toBeUndefined();
    expect(settingsOf(CODE, CODE.replace('// knob 5..120', ''))).toBeUndefined();
    expect(settingsOf(CODE, CODE.replace('30)', '1000)'))).toBeUndefined();
    expect(settingsOf(CODE, '')).toBeUndefined();
  });

  test('a setting that is none is refused by name', () => {
    expect(() => setKnobs(CODE, { peek: 1 })).toThrow(/no knob 'peek', but 'peak', 'visibilityTimeout'/);
    expect(() => setKnobs(CODE, { peak: 501 })).toThrow(/'peak' does not go to 501/);
    expect(() => setKnobs(CODE, { kind: 'best' })).toThrow(/does not go to 'best'/);
    expect(() => setKnobs('run(3); // knob 1..5', { peak: 1 })).toThrow(/^At line 1: The value has no name/);
    expect(() => parseSettings('peak')).toThrow(/'peak' sets no knob/);
    expect(parseSettings("a = 1.5, b=fifo, c = 'x', d = true")).toEqual({
      a: 1.5,
      b: 'fifo',
      c: 'x',
      d: true,
    });
  });

  test('steps of a tenth meet their ends', () => {
    for (let i = 0; i <= 20; i++)
      expect(fits(Number((i / 10).toFixed(1)), { min: 0, max: 2, step: 0.1 })).toBe(true);
    expect(fits(0.25, { min: 0, max: 2, step: 0.1 })).toBe(false);
  });
});

test('a value is read with its unit', () => {
  expect(valueText({ unit: 's' }, 30)).toBe('30 s');
  expect(valueText({ unit: '%' }, 30)).toBe('30%');
  expect(valueText({ unit: '' }, true)).toBe('yes');
});

test('a reader types what they like: reading never throws', () => {
  const piece = fc.constantFrom(
    '// knob',
    ' 1..5',
    "'a'",
    ' | ',
    ' unit',
    ' step',
    '1',
    '\n',
    'a: ',
    'const x = ',
    '"',
    '..',
  );
  fc.assert(
    fc.property(
      fc.array(piece).map((parts) => parts.join('')),
      (text) => {
        readKnobs(text);
      },
    ),
  );
});
