import { expect, test } from 'vitest';
import { compilePattern, matches, readEvent } from './index.ts';

function isMatch(pattern: unknown, event: unknown): boolean {
  const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
  return matches(compilePattern(text(pattern)), readEvent(text(event)));
}

/** The condition on field `f`, values that it accepts, values that it does not. */
const operators: [condition: unknown, accepted: unknown[], refused: unknown[]][] = [
  ['on', ['on', ['off', 'on']], ['ON', 'o', null, ['off']]],
  [null, [null], ['null', 0, '', false]],
  [true, [true], ['true', false]],
  [7, [7, 7.0], ['7', 8]],
  [{ exactly: 'a' }, ['a'], ['b', 1]],
  [{ prefix: 'eu-' }, ['eu-', 'eu-west-1'], ['us-eu-', 'EU-1', 1]],
  [{ suffix: '.png' }, ['.png', 'a.png'], ['.png.bak', 'PNG']],
  [{ prefix: { 'equals-ignore-case': 'Ab' } }, ['abc', 'AB'], ['a', 'cab']],
  [{ suffix: { 'equals-ignore-case': 'Ab' } }, ['cab', 'AB'], ['b', 'abc']],
  [{ 'equals-ignore-case': 'straße' }, ['STRASSE', 'Straße'], ['strasse', 'STRASS']],
  [{ 'anything-but': 'a' }, ['b', 1, null, true], ['a']],
  [{ 'anything-but': ['a', 'b'] }, ['c', ['a', 'c']], ['a', 'b', ['a', 'b']]],
  [{ 'anything-but': [1, 2] }, [3, '1'], [1, 2.0]],
  [{ 'anything-but': { prefix: ['a', 'b'] } }, ['c', 5], ['ab', 'b']],
  [{ 'anything-but': { suffix: 'z' } }, ['za'], ['az']],
  [{ 'anything-but': { 'equals-ignore-case': 'x' } }, ['y'], ['X']],
  [{ 'anything-but': { wildcard: '*/tmp/*' } }, ['/var/x'], ['/tmp/x']],
  [{ numeric: ['=', 300] }, [300], [301, '300']],
  [{ numeric: ['>', 0, '<=', 5] }, [0.1, 5], [0, 5.1]],
  [{ numeric: ['<', -1.5] }, [-2, -1e300], [-1.5, 0]],
  [{ numeric: ['>=', 1e21] }, [1e21, 1e22], [1e20]],
  [{ exists: true }, ['', null, [1]], [{ g: 1 }, []]],
  [{ exists: false }, [{ g: 1 }, []], ['', null]],
  [{ cidr: '10.0.0.0/24' }, ['10.0.0.0', '10.0.0.255'], ['10.0.1.0', '10.0.0.256', 'a', '::1']],
  [{ cidr: '10.1.2.3/20' }, ['10.1.0.0', '10.1.15.255'], ['10.1.16.0']],
  [{ cidr: '0.0.0.0/0' }, ['255.255.255.255'], ['::']],
  [{ cidr: '2001:db8::/33' }, ['2001:db8:7fff::1'], ['2001:db8:8000::']],
  ['2001:db8::1', ['2001:0DB8:0:0:0:0:0:1'], ['2001:db8::2']],
  [{ wildcard: 'a*b*c' }, ['abc', 'a--b--c', 'abbc'], ['ab', 'abcd', 'acb']],
  [{ wildcard: '*' }, ['', 'x'], [1]],
  [{ wildcard: 'a\\*b' }, ['a*b'], ['a\\*b', 'axb']],
  [{ wildcard: '*aab*' }, ['aaab'], ['aaa']],
  [{ wildcard: 'ab*ba' }, ['abba', 'ab-ba'], ['aba']],
];

for (const [condition, accepted, refused] of operators) {
  test(`${JSON.stringify(condition)} accepts and refuses what AWS says`, () => {
    for (const f of accepted) expect(isMatch({ f: [condition] }, { f }), JSON.stringify(f)).toBe(true);
    for (const f of refused) expect(isMatch({ f: [condition] }, { f }), JSON.stringify(f)).toBe(false);
  });
}

test('numbers are compared by value where they can be, and by their text where not', () => {
  const long = '1234567890123456789012345678901234567890';
  expect(isMatch('{"f":[300]}', '{"f":300.0}')).toBe(true);
  expect(isMatch('{"f":[3.0e2]}', '{"f":300}')).toBe(true);
  expect(isMatch(`{"f":[${long}]}`, `{"f":${long}}`)).toBe(true);
  expect(isMatch(`{"f":[${long}]}`, `{"f":${long.slice(0, -1)}1}`)).toBe(false);
});

test('of a key that comes twice in an event the last value counts', () => {
  expect(isMatch('{"f":["a"]}', '{"f":"a","f":"b"}')).toBe(false);
  expect(isMatch('{"f":["b"]}', '{"f":"a","f":"b"}')).toBe(true);
});

test('a dot within a name is not told from one between two names', () => {
  expect(isMatch({ 'a.b': ['x'] }, { a: { b: 'x' } })).toBe(true);
  expect(isMatch({ a: { b: ['x'] } }, { 'a.b': 'x' })).toBe(true);
});

test('what a pattern asks of an array of objects, one element has to fulfil', () => {
  const pattern = { staff: { name: ['Ann'], role: ['chief'] } };
  const event = (...staff: unknown[]): unknown => ({ staff });
  expect(isMatch(pattern, event({ name: 'Ann', role: 'cook' }, { name: 'Bob', role: 'chief' }))).toBe(false);
  expect(isMatch(pattern, event({ name: 'Bob', role: 'cook' }, { name: 'Ann', role: 'chief' }))).toBe(true);
  expect(isMatch({ t: ['a'], u: ['b'] }, { t: ['x', 'a'], u: ['b'] })).toBe(true);
});

test('a field is missing where the chosen element does not have it', () => {
  const pattern = { staff: { name: ['Ann'], until: [{ exists: false }] } };
  expect(isMatch(pattern, { staff: [{ name: 'Bob', until: 1 }, { name: 'Ann' }] })).toBe(true);
  expect(isMatch(pattern, { staff: [{ name: 'Bob' }, { name: 'Ann', until: 1 }] })).toBe(false);
});

test('$or takes one branch with all that stands beside it', () => {
  const pattern = { s: ['x'], $or: [{ a: ['1'] }, { b: ['2'], $or: [{ c: ['3'] }, { d: ['4'] }] }] };
  expect(isMatch(pattern, { s: 'x', a: '1' })).toBe(true);
  expect(isMatch(pattern, { s: 'x', b: '2' })).toBe(false);
  expect(isMatch(pattern, { s: 'x', b: '2', d: '4' })).toBe(true);
  expect(isMatch(pattern, { a: '1' })).toBe(false);
});

const refusals: [pattern: string, reason: string][] = [
  ['{}', 'Empty objects are not allowed'],
  ['{"a":{}}', 'Empty objects are not allowed'],
  ['{"a":[]}', 'Empty arrays are not allowed'],
  ['{"a":[["x"]]}', 'Match value must be String, number, true, false, or null'],
  ['{"a":"x"}', '"a" must be an object or an array'],
  ['{"a":[{}]}', 'Match expression name not found'],
  ['{"a":[{"wildcard":"é**"}]}', 'Consecutive wildcard characters at pos 3'],
  ['{"a":[{"wildcard":"a\\\\b"}]}', 'Invalid escape character at pos 2'],
  ['{"a":[{"cidr":"10.0.0.0/32"}]}', 'IPv4 mask bits must be < 32'],
  ['{"a":[{"cidr":"::/128"}]}', 'IPv6 mask bits must be < 128'],
  ['{"a":[{"cidr":"10.0.0.999/8"}]}', 'Invalid IP address: 10.0.0.999'],
  ['{"a":[{"cidr":"10.0.0.0/-1"}]}', 'Malformed CIDR, mask bits must not be negative'],
  ['{"$or":[{"a":["x"]}]}', 'There must have at least 2 Objects in $or relationship.'],
  ['{"$or":{"a":["x"]}}', 'It must be an Array followed with $or.'],
  [
    '{"$or":[{"prefix":["x"]},{"a":["y"]}]}',
    'prefix is Ruler reserved fieldName which cannot be used inside $or.',
  ],
  ['{"a":[{"exists":1}', 'exists match pattern must be either true or false.'],
];

for (const [pattern, reason] of refusals) {
  test(`${pattern} is refused: ${reason}`, () => {
    expect(() => compilePattern(pattern)).toThrow(
      expect.objectContaining({
        name: 'PatternError',
        message: reason,
      }),
    );
  });
}

test('an event that is not a JSON object is refused', () => {
  for (const event of ['[]', '"a"', '', '{"a":1} x'])
    expect(() => readEvent(event)).toThrow(expect.objectContaining({ name: 'InvalidEventError' }));
});

test('names that JavaScript knows match like others', () => {
  expect(isMatch('{"__proto__":["a"]}', '{"__proto__":"a"}')).toBe(true);
  expect(isMatch('{"constructor":[{"exists":true}]}', '{}')).toBe(false);
});
