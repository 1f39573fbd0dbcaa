import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { StateValue } from '../schema.ts';
import { childrenOf, parseAlarmRule } from './alarm-rule.ts';
import { deciders, holds } from './rule-verdict.ts';

const states: Record<string, StateValue> = {
  a: 'ALARM',
  b: 'ALARM',
  o: 'OK',
  p: 'OK',
  i: 'INSUFFICIENT_DATA',
};
const stateOf = (name: string): StateValue | undefined =>
  Object.hasOwn(states, name) ? states[name] : undefined;

const verdicts: [rule: string, expected: boolean][] = [
  ['TRUE', true],
  ['false', false],
  ['ALARM(a)', true],
  ['ALARM("a")', true],
  ['ALARM ( a )', true],
  ['OK(a)', false],
  ['OK(o)', true],
  ['INSUFFICIENT_DATA(i)', true],
  ['ALARM(none)', false],
  ['NOT ALARM(none)', true],
  ['NOT NOT ALARM(a)', true],
  ['ALARM(a) AND ALARM(o)', false],
  ['ALARM(a) OR ALARM(o)', true],
  ['ALARM(a) OR ALARM(o) AND ALARM(p)', true],
  ['(ALARM(a) OR ALARM(o)) AND ALARM(p)', false],
  ['NOT ALARM(o) AND ALARM(a)', true],
  ['NOT (ALARM(o) AND ALARM(a))', true],
  ['((((TRUE))))', true],
  ['AT_LEAST(2, ALARM, (a, b, o))', true],
  ['AT_LEAST(3, ALARM, (a, b, o))', false],
  ['AT_LEAST(50%, OK, (a, b, o, p))', true],
  ['AT_LEAST(51%, OK, (a, b, o, p))', false],
  ['AT_LEAST(3, NOT ALARM, (a, o, p, i))', true],
  ['AT_LEAST(100%, NOT INSUFFICIENT_DATA, ("a", b, o))', true],
  ['AT_LEAST(1, INSUFFICIENT_DATA, (a, i)) AND NOT ALARM(o)', true],
  ['ALARM(a)\n  AND\tALARM(b)', true],
];
test.each(verdicts)('the rule %j is %s', (rule, expected) => {
  expect(holds(parseAlarmRule(rule), stateOf)).toBe(expected);
});

test('names may be ARNs, hold anything in quotes, and be words of the grammar', () => {
  const rule =
    'ALARM(arn:aws:cloudwatch:us-east-1:1:alarm:x) OR OK("a (b), \\"c\\" \\\\ d") OR ALARM(NOT) OR OK(__proto__)';
  expect(childrenOf(parseAlarmRule(rule))).toEqual([
    'arn:aws:cloudwatch:us-east-1:1:alarm:x',
    'a (b), "c" \\ d',
    'NOT',
    '__proto__',
  ]);
});

const expression = "must be: '(', 'NOT', AT_LEAST, TRUE or FALSE, ALARM, OK, or INSUFFICIENT_DATA";
const refused: [rule: string, message: string][] = [
  ['()', `Error in AlarmRule [Unsupported token ')' at char 1, ${expression}]`],
  ['(ALARM(My Alarm))', "Error in AlarmRule [Unsupported token 'Alarm' at char 10, must be: ')']"],
  ['ALARM(a) AND', `Error in AlarmRule [Unexpected end at char 12, ${expression}]`],
  ['ALARM(a) ALARM(b)', "Error in AlarmRule [Unsupported token 'ALARM' at char 9, must be: 'AND', 'OR']"],
  ['alarm(a)', `Error in AlarmRule [Unsupported token 'alarm' at char 0, ${expression}]`],
  ['ALARM()', "Error in AlarmRule [Unsupported token ')' at char 6, must be: an alarm name or ARN]"],
  [
    'AT_LEAST(0, ALARM, (a))',
    "Error in AlarmRule [Unsupported token '0' at char 9, must be: a number or percentage]",
  ],
  [
    'AT_LEAST(3, ALARM, (a, b))',
    "Error in AlarmRule [Unsupported token '3' at char 9, must be: at most the number of alarms]",
  ],
  [
    'AT_LEAST(101%, ALARM, (a))',
    "Error in AlarmRule [Unsupported token '101%' at char 9, must be: at most 100%]",
  ],
  [
    'AT_LEAST(1, TRUE, (a))',
    "Error in AlarmRule [Unsupported token 'TRUE' at char 12, must be: 'NOT', ALARM, OK, or INSUFFICIENT_DATA]",
  ],
  ['ALARM("a)', 'Error in AlarmRule [Unclosed quotation mark at char 6]'],
  ['', 'AlarmRule must not contain leading or trailing whitespace or be null'],
  [' TRUE', 'AlarmRule must not contain leading or trailing whitespace or be null'],
];
test.each(refused)('the rule %j is refused: %s', (rule, message) => {
  expect(() => parseAlarmRule(rule)).toThrow(expect.objectContaining({ code: 'ValidationError', message }));
});

const alarms = (count: number) =>
  Array.from({ length: count }, (_, index) => `ALARM(n${index})`).join(' OR ');
test('a rule names 100 alarms at most, each counted once, and has 500 elements at most', () => {
  parseAlarmRule(alarms(100));
  parseAlarmRule(`${alarms(100)} OR ${alarms(100)}`);
  expect(() => parseAlarmRule(alarms(101))).toThrow(/100 alarms/);
  parseAlarmRule(Array.from({ length: 500 }, () => 'TRUE').join(' OR '));
  expect(() => parseAlarmRule(Array.from({ length: 501 }, () => 'TRUE').join(' OR '))).toThrow(
    /500 elements/,
  );
  parseAlarmRule(`${'('.repeat(499)}TRUE${')'.repeat(499)}`);
  expect(() => parseAlarmRule(`${'('.repeat(500)}TRUE${')'.repeat(500)}`)).toThrow(/500 elements/);
  expect(() => parseAlarmRule('NOT '.repeat(5000) + 'TRUE')).toThrow(/10240 characters/);
  parseAlarmRule('NOT '.repeat(2500) + 'TRUE');
});

/** Rules as text, with what they give. */
const { rule: rules } = fc.letrec<{ rule: [text: string, value: boolean] }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom<[string, boolean]>(['TRUE', true], ['FALSE', false]),
    fc
      .tuple(
        fc.constantFrom<StateValue>('ALARM', 'OK', 'INSUFFICIENT_DATA'),
        fc.constantFrom(...Object.keys(states)),
      )
      .map(([state, name]): [string, boolean] => [`${state}(${name})`, states[name] === state]),
    fc
      .tuple(fc.subarray(Object.keys(states), { minLength: 1 }), fc.nat({ max: 99 }))
      .map(([names, n]): [string, boolean] => {
        const least = 1 + (n % names.length);
        const count = names.filter((name) => states[name] !== 'OK').length;
        return [`AT_LEAST(${least}, NOT OK, (${names.join(', ')}))`, count >= least];
      }),
    tie('rule').map(([text, value]): [string, boolean] => [`NOT (${text})`, !value]),
    fc
      .tuple(tie('rule'), tie('rule'), fc.boolean())
      .map(([[left, a], [right, b], and]): [string, boolean] =>
        and ? [`(${left}) AND (${right})`, a && b] : [`(${left}) OR (${right})`, a || b],
      ),
  ),
}));

test('a rule gives what its parts give, and the deciders alone settle it', () => {
  const anyState = fc.constantFrom<(StateValue | undefined)[]>('OK', 'ALARM', 'INSUFFICIENT_DATA', undefined);
  fc.assert(
    fc.property(rules, fc.infiniteStream(anyState), ([text, value], others) => {
      const rule = parseAlarmRule(text);
      expect(holds(rule, stateOf)).toBe(value);
      const settled = new Set(deciders(rule, stateOf));
      for (const name of settled) expect(childrenOf(rule)).toContain(name);
      // The states of all other alarms change nothing.
      const changed = (name: string) => (settled.has(name) ? stateOf(name) : others.next().value);
      expect(holds(rule, changed)).toBe(value);
    }),
    { numRuns: 1000 },
  );
});

test('any text is read, or refused with a ValidationError', () => {
  const pieces = [
    'ALARM',
    'OK',
    'AND',
    'OR',
    'NOT',
    'AT_LEAST',
    '(',
    ')',
    ',',
    '"',
    '\\',
    ' ',
    'a',
    '1',
    '50%',
    'TRUE',
  ];
  const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 20 }).map((some) => some.join(''));
  fc.assert(
    fc.property(texts, (text) => {
      try {
        holds(parseAlarmRule(text), stateOf);
      } catch (error) {
        expect(error).toMatchObject({ code: 'ValidationError' });
      }
    }),
    { numRuns: 2000 },
  );
});
