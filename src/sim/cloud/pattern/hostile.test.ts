import { expect, test } from 'vitest';
import { compilePattern, matches, readEvent } from './index.ts';

/* Each of these would take ages where all combinations are tried: the test's own timeout catches it. */

test('a wildcard against a long text that almost matches takes linear time', () => {
  const pattern = compilePattern(JSON.stringify({ f: [{ wildcard: `*${'a'.repeat(1500)}b*` }] }));
  expect(matches(pattern, readEvent(JSON.stringify({ f: 'a'.repeat(250_000) })))).toBe(false);
  const many = compilePattern(JSON.stringify({ f: [{ wildcard: `${'*ab'.repeat(1000)}*c` }] }));
  expect(matches(many, readEvent(JSON.stringify({ f: 'ab'.repeat(100_000) })))).toBe(false);
});

test('long arrays, independent or shared by many fields, are searched without going through all combinations', () => {
  const element = { a: '1', b: '2', c: '3' };
  const names = ['p', 'q', 'r', 's', 't', 'u'];
  const event = Object.fromEntries(names.map((name) => [name, new Array(1000).fill(element)]));
  const wish = { a: ['1'], b: ['2'], c: ['3'] };
  const pattern = { ...Object.fromEntries(names.map((name) => [name, wish])), z: ['never'] };
  const fields = readEvent(JSON.stringify({ ...event, z: [{}, 'else', ['x']] }));
  expect(matches(compilePattern(JSON.stringify(pattern)), fields)).toBe(false);
  // Of the last array's elements, none has all that is asked for, while each field for itself is somewhere.
  const last = { ...event, u: [...(event.u ?? []), { a: '1', b: '9', c: '4' }] };
  const late = { ...pattern, u: { ...wish, c: ['4'] }, z: [{ exists: false }] };
  expect(matches(compilePattern(JSON.stringify(late)), readEvent(JSON.stringify(last)))).toBe(false);
});

test('lists of $or that multiply are refused, not built', () => {
  const or = '"$or":[{"a":["x"]},{"b":["y"]}]';
  const nested = (depth: number): string =>
    depth === 0 ? `{${or}}` : `{"$or":[${nested(depth - 1)},{"c":["z"]}],${or}}`;
  expect(() => compilePattern(nested(60))).toThrow(expect.objectContaining({ name: 'PatternError' }));
  expect(() => compilePattern(`{${new Array(100).fill(or).join(',')}}`)).toThrow(
    expect.objectContaining({
      message: '$or makes more than 1000 rule combinations',
    }),
  );
});

test('patterns and events of any depth and length are read or refused', () => {
  expect(() => compilePattern('{"a":'.repeat(100_000))).toThrow(
    expect.objectContaining({ name: 'PatternError' }),
  );
  expect(() => readEvent('{"a":'.repeat(100_000))).toThrow(
    expect.objectContaining({ name: 'InvalidEventError' }),
  );
  const deep = `${'{"a":['.repeat(400)}1${']}'.repeat(400)}`;
  const path = `${'{"a":'.repeat(400)}[1]${'}'.repeat(400)}`;
  expect(matches(compilePattern(path), readEvent(deep))).toBe(true);
});
