import assert from 'node:assert/strict';
import { test } from 'vitest';
import { isLike } from './choice-rule.ts';
import type { Json } from './json.ts';
import { play } from '../../../../testing/states/host.ts';

function holds(rule: object, input: Json): boolean | string {
  const choice = { Type: 'Choice', Choices: [{ ...rule, Next: 'Yes' }], Default: 'No' };
  const end = (Result: boolean) => ({ Type: 'Pass', Result, End: true });
  const { outcome } = play({ StartAt: 'C', States: { C: choice, Yes: end(true), No: end(false) } }, input);
  return outcome.status === 'SUCCEEDED'
    ? (outcome.output as boolean)
    : outcome.status === 'FAILED'
      ? outcome.error!
      : '';
}

const cases: [rule: object, value: Json, expected: boolean][] = [
  [{ StringEquals: 'a' }, 'a', true],
  [{ StringEquals: '1' }, 1, false],
  [{ StringLessThan: 'b' }, 'a', true],
  [{ StringGreaterThanEquals: 'b' }, 'B', false],
  [{ NumericEquals: 1 }, 1.0, true],
  [{ NumericEquals: 1 }, '1', false],
  [{ NumericLessThan: 2 }, true, false],
  [{ BooleanEquals: false }, null, false],
  [{ TimestampEquals: '2001-01-01T12:00:00Z' }, '2001-01-01T13:00:00+01:00', true],
  [{ TimestampLessThan: '2001-01-01T12:00:00Z' }, '2001-01-01T11:59:59.999Z', true],
  [{ TimestampLessThan: '2001-01-01T12:00:00Z' }, 'yesterday', false],
  [{ StringMatches: 'log-*.txt' }, 'log-7.txt', true],
  [{ StringMatches: 'log-\\*.txt' }, 'log-7.txt', false],
  [{ IsNull: true }, null, true],
  [{ IsString: false }, 7, true],
  [{ IsNumeric: true }, 7, true],
  [{ IsTimestamp: true }, '2001-01-01T12:00:00Z', true],
  [{ IsBoolean: false }, false, false],
  [{ IsPresent: true }, null, true],
];
for (const [rule, value, expected] of cases) {
  test(`${JSON.stringify(rule)} of ${JSON.stringify(value)} is ${expected}`, () => {
    assert.equal(holds({ Variable: '$.v', ...rule }, { v: value }), expected);
    assert.equal(holds({ Not: { Variable: '$.v', ...rule } }, { v: value }), !expected);
  });
}

test('the other side may be a path', () => {
  assert.equal(holds({ Variable: '$.a', NumericLessThanPath: '$.b' }, { a: 1, b: 2 }), true);
  assert.equal(holds({ Variable: '$.a', NumericLessThanPath: '$.c' }, { a: 1, b: 2 }), 'States.Runtime');
});

test('only IsPresent may ask for what is not there', () => {
  assert.equal(holds({ Variable: '$.x', IsPresent: false }, {}), true);
  assert.equal(holds({ Variable: '$.x', IsNull: true }, {}), 'States.Runtime');
  const guarded = {
    And: [
      { Variable: '$.x', IsPresent: true },
      { Variable: '$.x', IsNull: true },
    ],
  };
  assert.equal(holds(guarded, {}), false);
});

test('stars match in linear time', () => {
  const pattern = `${'*a'.repeat(2_000)}b`;
  assert.equal(isLike('a'.repeat(20_000), pattern), false);
  assert.equal(isLike('', '***'), true);
  assert.equal(isLike('a*b\\', 'a\\*b\\\\'), true);
});
