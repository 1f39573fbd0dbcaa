import { expect, test } from 'vitest';
import { holds } from './condition.ts';
import { type ContextKeys, contextOf } from './context.ts';
import { readDate } from './date.ts';
import { readOperator } from './operators.ts';
import { principalOf } from './principal.ts';

const ann = principalOf('arn:aws:iam::111122223333:user/ann')!;

function check(operator: string, values: readonly string[], keys: ContextKeys, key = 'k'): boolean {
  const context = contextOf(keys, ann, undefined);
  return holds({ operator, key, values }, context, context);
}

const comparisons: [operator: string, wanted: string, value: string, holds: boolean][] = [
  ['StringEquals', 'a', 'a', true],
  ['StringEquals', 'a', 'A', false],
  ['StringEquals', 'a*', 'ab', false],
  ['StringEquals', '${aws:username}', 'ann', true],
  ['StringEquals', '${aws:none}', '', false],
  ['StringNotEquals', '${aws:none}', 'x', true],
  ['StringNotEquals', 'a', 'a', false],
  ['StringEqualsIgnoreCase', 'Ann', 'aNN', true],
  ['StringNotEqualsIgnoreCase', 'Ann', 'aNN', false],
  ['StringLike', 'a*c', 'abc', true],
  ['StringLike', 'a?c', 'abbc', false],
  ['StringNotLike', 'a*', 'abc', false],
  ['StringNotLike', 'a*', 'b', true],
  ['NumericEquals', '10', '10.0', true],
  ['NumericNotEquals', '10', '11', true],
  ['NumericLessThan', '10', '9', true],
  ['NumericLessThan', '10', '10', false],
  ['NumericLessThanEquals', '10', '10', true],
  ['NumericGreaterThan', '9', '10', true],
  ['NumericGreaterThanEquals', '10', '-10', false],
  ['NumericLessThan', '10', 'nine', false],
  ['NumericNotEquals', '10', 'nine', true],
  ['NumericLessThan', '10', '', false],
  ['DateEquals', '2026-01-01', '2026-01-01T00:00:00Z', true],
  ['DateEquals', '2026-01-01T01:00:00+01:00', '2026-01-01T00:00:00Z', true],
  ['DateNotEquals', '2026-01-01', '2026-01-02', true],
  ['DateLessThan', '2026-06-01T00:00:00Z', '2026-05-31T23:59:59.999Z', true],
  ['DateLessThanEquals', '2026-06-01T00:00:00Z', '1780272000', true],
  ['DateGreaterThan', '2026-06-01T00:00:00Z', '1780272001', true],
  ['DateGreaterThanEquals', '2026-06-01T00:00:00Z', 'soon', false],
  ['Bool', 'true', 'TRUE', true],
  ['Bool', 'true', 'false', false],
  ['Bool', 'yes', 'yes', false],
  ['BinaryEquals', 'QQ==', 'QQ', true],
  ['BinaryEquals', 'QQ==', 'qq==', false],
  ['IpAddress', '203.0.113.0/24', '203.0.113.255', true],
  ['IpAddress', '203.0.113.0/24', '203.0.114.0', false],
  ['IpAddress', '203.0.113.7', '203.0.113.7', true],
  ['IpAddress', '2001:DB8:1234:5678::/64', '2001:db8:1234:5678::1', true],
  ['IpAddress', '::/0', '203.0.113.7', false],
  ['IpAddress', '0.0.0.0/0', 'here', false],
  ['NotIpAddress', '203.0.113.0/24', '198.51.100.1', true],
  ['NotIpAddress', '203.0.113.0/24', '203.0.113.1', false],
  ['ArnEquals', 'arn:aws:sns:*:111122223333:t*', 'arn:aws:sns:us-east-1:111122223333:topic', true],
  [
    'ArnLike',
    'arn:aws:x:*:111122223333:finance/*',
    'arn:aws:x:us-east-2:999999999999:store:111122223333:finance/d',
    false,
  ],
  [
    'StringLike',
    'arn:aws:x:*:111122223333:finance/*',
    'arn:aws:x:us-east-2:999999999999:store:111122223333:finance/d',
    true,
  ],
  [
    'ArnLike',
    'arn:aws:iam::${aws:PrincipalAccount}:user/${aws:username}',
    'arn:aws:iam::111122223333:user/ann',
    true,
  ],
  ['ArnNotLike', 'arn:aws:sns:*:*:t*', 'arn:aws:sns:us-east-1:111122223333:other', true],
  ['ArnNotEquals', 'arn:aws:sns:*:*:t*', 'arn:aws:sns:us-east-1:111122223333:t', false],
];

test('each operator compares as its page says', () => {
  for (const [operator, wanted, value, expected] of comparisons) {
    expect(check(operator, [wanted], { k: value }), `${operator} ${wanted} on ${value}`).toBe(expected);
  }
});

const OPERATORS = [...new Set(comparisons.map(([operator]) => operator))];

test('a missing key: positive operators are false, negated ones true, IfExists always true', () => {
  for (const operator of OPERATORS) {
    expect(check(operator, ['a'], {}), operator).toBe(operator.includes('Not'));
    expect(check(`${operator}IfExists`, ['a'], {}), operator).toBe(true);
  }
});

test('over a missing key ForAllValues is true and ForAnyValue false, negated or not', () => {
  for (const operator of OPERATORS) {
    for (const keys of [{}, { k: [] }, { k: '' }] as ContextKeys[]) {
      expect(check(`ForAllValues:${operator}`, ['a'], keys), operator).toBe(true);
      expect(check(`ForAnyValue:${operator}`, ['a'], keys), operator).toBe(false);
    }
    expect(check(`ForAnyValue:${operator}IfExists`, ['a'], {}), operator).toBe(true);
  }
});

test('a negated operator is the contrary of the positive one wherever the key is there', () => {
  for (const [operator, wanted, value] of comparisons) {
    const negated = operator.startsWith('Ip')
      ? 'NotIpAddress'
      : operator.replace(/^(String|Numeric|Date|Arn)(Equals|Like)/, '$1Not$2');
    if (negated === operator || !readOperator(negated)) continue;
    expect(check(operator, [wanted], { k: value }), negated).not.toBe(check(negated, [wanted], { k: value }));
  }
});

const sets: [operator: string, wanted: string[], values: string[], holds: boolean][] = [
  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b', 'a'], true],
  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], false],
  ['ForAnyValue:StringEquals', ['a', 'b'], ['c', 'b'], true],
  ['ForAnyValue:StringEquals', ['a', 'b'], ['c'], false],
  ['ForAllValues:StringNotEquals', ['a'], ['b', 'c'], true],
  ['ForAllValues:StringNotEquals', ['a'], ['a', 'b'], false],
  ['ForAnyValue:StringNotEquals', ['a'], ['a', 'b'], true],
  ['ForAnyValue:StringNotEquals', ['a', 'b'], ['a', 'b'], false],
  ['ForAllValues:StringLike', ['a*'], ['ab', 'ac'], true],
  ['StringEquals', ['a'], ['a', 'b'], true],
  ['StringNotEquals', ['a'], ['a', 'b'], false],
];

test('sets of values', () => {
  for (const [operator, wanted, values, expected] of sets) {
    expect(check(operator, wanted, { k: values }), `${operator} ${wanted} on ${values}`).toBe(expected);
  }
});

test('any of the values will do; of a negated operator none may match', () => {
  expect(check('StringEquals', ['x', 'a'], { k: 'a' })).toBeTruthy();
  expect(!check('StringNotEquals', ['x', 'a'], { k: 'a' })).toBeTruthy();
  expect(!check('StringEquals', [], { k: 'a' })).toBeTruthy();
});

test('Null says whether the key is absent', () => {
  for (const keys of [{}, { k: [] }, { k: 'a' }, { k: '' }, { k: ['a', 'b'] }] as ContextKeys[]) {
    expect(check('Null', ['true'], keys)).not.toBe(check('Null', ['false'], keys));
  }
  expect(check('Null', ['TRUE'], {})).toBeTruthy();
  expect(check('Null', ['false'], { k: 'a' })).toBeTruthy();
});

test('names of keys have no case', () => {
  expect(
    check('StringEquals', ['a'], { 'aws:PrincipalTag/Team': 'a' }, 'AWS:principaltag/TEAM'),
  ).toBeTruthy();
});

test('no key comes from a prototype', () => {
  for (const key of ['__proto__', 'constructor', 'toString'])
    expect(check('Null', ['true'], {}, key)).toBeTruthy();
  expect(readOperator('constructor')).toBe(undefined);
});

test('AWS adds what follows from the caller; what the request says comes first', () => {
  expect(check('StringEquals', ['111122223333'], {}, 'aws:PrincipalAccount')).toBeTruthy();
  expect(check('StringEquals', ['User'], {}, 'aws:PrincipalType')).toBeTruthy();
  expect(check('StringEquals', ['bob'], { 'AWS:username': 'bob' }, 'aws:username')).toBeTruthy();
});

const dates: [text: string, seconds: number | undefined][] = [
  ['1970', 0],
  ['1970-01-02', 86_400],
  ['2000-02-29T12:30Z', 951_827_400],
  ['2026-01-01T00:00:00.5Z', 1_767_225_600.5],
  ['2026-01-01T00:00:00-05:30', 1_767_225_600 + 19_800],
  ['0001-01-01', -62_135_596_800],
  ['1767225600', 1_767_225_600],
  ['-5', -5],
  ['2026-02-29', undefined],
  ['2026-13-01', undefined],
  ['2026-01-01T24:00Z', undefined],
  ['2026-01-01 00:00:00Z', undefined],
  ['9223372036854775808', undefined],
  ['', undefined],
  ['Infinity', undefined],
];

test('dates', () => {
  for (const [text, seconds] of dates) expect(readDate(text), text).toBe(seconds);
});

test('dates agree with the platform’s', () => {
  for (let day = -200_000; day < 200_000; day += 997) {
    const text = new Date(day * 86_400_000).toISOString().replace('.000', '');
    if (/^\d{4}-/.test(text)) expect(readDate(text), text).toBe(day * 86_400);
  }
});
