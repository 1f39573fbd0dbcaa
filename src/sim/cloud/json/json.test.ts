import { expect, test } from 'vitest';
import { RandomStream } from '../../kernel/index.ts';
import { comparable } from './number.ts';
import { MAX_DEPTH } from './reader.ts';
import { JsonNumber, type JsonValue, readJson, writeJson } from './tree.ts';

function plain(value: JsonValue): unknown {
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([name, member]) => [name, plain(member)]));
  if (Array.isArray(value)) return value.map(plain);
  return value instanceof JsonNumber ? Number(value.text) : value;
}

test('what JSON.parse reads is read the same, and what it refuses is refused', () => {
  const texts = [
    '{}',
    '[]',
    ' [1 , 2.50e+3,-0,{"a":{"b":[null,true,false]}} ] ',
    '"\\u00e9\\n\\"\\/\\ud83d\\ude00"',
    '0',
    '""',
  ];
  const wrong = [
    '',
    '{',
    '[1,]',
    '{"a":1,}',
    '{"a" 1}',
    '{a:1}',
    '01',
    '1.',
    '1e',
    '-',
    '+1',
    'tru',
    'nul',
    '"a',
    '"\\x"',
    '"\\u12g4"',
    '[1 2]',
    '{"a":1]',
    '[}',
    '1 2',
    'NaN',
    '"\t"',
    '{"a"}',
    ',',
  ];
  for (const text of texts) expect(plain(readJson(text)), text).toEqual(JSON.parse(text));
  for (const text of wrong) {
    expect(() => JSON.parse(text), text).toThrow();
    expect(() => readJson(text), text).toThrow(expect.objectContaining({ name: 'JsonSyntaxError' }));
  }
});

test('damaged texts are refused exactly where JSON.parse refuses them', () => {
  const stream = new RandomStream(1, 'damage');
  const random = (below: number): number => stream.integer(0, below - 1);
  const whole = '{"a":[1,-2.5e3,"x\\n",{"b":null,"c":[true,false]}],"d":{}}';
  for (let i = 0; i < 5000; i++) {
    const at = random(whole.length);
    const text = whole.slice(0, at) + '{}[],:"\\1-.etn '.charAt(random(15)) + whole.slice(at + random(2));
    let expected: unknown;
    try {
      expected = JSON.parse(text);
    } catch {
      expect(() => readJson(text), text).toThrow(expect.objectContaining({ name: 'JsonSyntaxError' }));
      continue;
    }
    expect(plain(readJson(text)), text).toEqual(expected);
  }
});

test('of a key that comes twice the last value counts, and numbers stay as they were written', () => {
  expect(writeJson(readJson('{"a":1,"b":{"c":1},"a":300.0,"b":{"d":1e2}}'))).toBe(
    '{"a":300.0,"b":{"d":1e2}}',
  );
  expect(writeJson(readJson('[12345678901234567890.50]'))).toBe('[12345678901234567890.50]');
});

test('names that JavaScript knows are names like others', () => {
  expect(writeJson(readJson('{"__proto__":{"constructor":1}}'))).toBe('{"__proto__":{"constructor":1}}');
});

test('a text of any depth is refused, not a stack that overflows', () => {
  expect(() => readJson('['.repeat(MAX_DEPTH) + ']'.repeat(MAX_DEPTH))).not.toThrow();
  expect(() => readJson('['.repeat(1_000_000))).toThrow(expect.objectContaining({ name: 'JsonSyntaxError' }));
});

test('a number compares where a double holds it, and only there', () => {
  const cases: [string, number | undefined][] = [
    ['300.0', 300],
    ['3.0e2', 300],
    ['-0', 0],
    ['0.1', 0.1],
    ['0e400', 0],
    ['123456789012', 123456789012],
    ['9007199254740993', undefined],
    ['9007199254740992', 9007199254740992],
    ['1E-320', 1e-320],
    ['1E-325', undefined],
    ['2.0e422', undefined],
    ['0.12345678901234567890', undefined],
    ['1.7976931348623157e308', Number.MAX_VALUE],
  ];
  for (const [text, expected] of cases) expect(comparable(text) === expected, text).toBe(true);
});
