import { addressDigits, spanOf } from '../ip-address.ts';
import { matchesArn } from './match.ts';
import type { Context } from './context.ts';
import { readDate } from './date.ts';
import { fill, fillPattern } from './variables.ts';
import { matches } from './wildcard.ts';

/**
 * Compares one value of a request with one of a policy. `variables` is the context where policy variables are to be filled
 * in: only the operators of strings, ARNs and booleans know them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
type Test = (value: string, wanted: string, variables: Context | undefined) => boolean;

const equals: Test = (value, wanted, variables) => fill(wanted, variables) === value;

const equalsIgnoreCase: Test = (value, wanted, variables) =>
  fill(wanted, variables)?.toLowerCase() === value.toLowerCase();

const like: Test = (value, wanted, variables) => {
  const pattern = fillPattern(wanted, variables);
  return pattern !== undefined && matches(pattern, value);
};

const arnLike: Test = (value, wanted, variables) => matchesArn(wanted, value, variables, 'anywhere');

const bool: Test = (value, wanted, variables) => {
  const filled = fill(wanted, variables)?.toLowerCase();
  return (filled === 'true' || filled === 'false') && filled === value.toLowerCase();
};

const NUMBER = /^[+-]?\d+(\.\d+)?$/;
const readNumber = (text: string) => (NUMBER.test(text) ? Number(text) : undefined);

const compare =
  (read: (text: string) => number | undefined, holds: (value: number, wanted: number) => boolean): Test =>
  (value, wanted) => {
    const [left, right] = [read(value), read(wanted)];
    return left !== undefined && right !== undefined && holds(left, right);
  };

/** An address without a prefix is one address. */
const ipAddress: Test = (value, wanted) => {
  const [address = '', prefix, ...more] = wanted.split('/');
  const [digits, given] = [addressDigits(address), addressDigits(value)];
  if (!digits || digits.length !== given?.length || more.length > 0) return false;
  const bits = prefix === undefined ? 4 * digits.length : Number(prefix);
  if (prefix !== undefined && (!/^[0-9]{1,3}$/.test(prefix) || bits > 4 * digits.length)) return false;
  const { low, high } = spanOf(digits, bits);
  return low <= given && given <= high;
};

/** Both are base64: the same bytes have the same text, but for the padding. */
const binaryEquals: Test = (value, wanted) => value.replace(/={1,2}$/, '') === wanted.replace(/={1,2}$/, '');

const comparisons = (kind: string, read: (text: string) => number | undefined): [string, Test][] => [
  [`${kind}Equals`, compare(read, (value, wanted) => value === wanted)],
  [`${kind}LessThan`, compare(read, (value, wanted) => value < wanted)],
  [`${kind}LessThanEquals`, compare(read, (value, wanted) => value <= wanted)],
  [`${kind}GreaterThan`, compare(read, (value, wanted) => value > wanted)],
  [`${kind}GreaterThanEquals`, compare(read, (value, wanted) => value >= wanted)],
];

const TESTS = new Map<string, Test>([
  ['StringEquals', equals],
  ['StringEqualsIgnoreCase', equalsIgnoreCase],
  ['StringLike', like],
  ...comparisons('Numeric', readNumber),
  ...comparisons('Date', readDate),
  ['Bool', bool],
  ['BinaryEquals', binaryEquals],
  ['IpAddress', ipAddress],
  ['ArnEquals', arnLike],
  ['ArnLike', arnLike],
]);

/** Those that hold exactly where the other does not. */
const NEGATED = new Map([
  ['StringNotEquals', 'StringEquals'],
  ['StringNotEqualsIgnoreCase', 'StringEqualsIgnoreCase'],
  ['StringNotLike', 'StringLike'],
  ['NumericNotEquals', 'NumericEquals'],
  ['DateNotEquals', 'DateEquals'],
  ['NotIpAddress', 'IpAddress'],
  ['ArnNotEquals', 'ArnEquals'],
  ['ArnNotLike', 'ArnLike'],
]);

/** An operator's name, taken apart: `ForAnyValue:StringNotLikeIfExists`. */
export interface Operator {
  /** For keys that have several values. */
  set: 'ForAllValues' | 'ForAnyValue' | undefined;
  /** It holds where the key is not there. */
  ifExists: boolean;
  /** Undefined for Null, which looks at no value. */
  test: Test | undefined;
  negated: boolean;
}

/** All of them by name, with each prefix and suffix that they take. */
const OPERATORS = new Map<string, Operator>();
for (const set of [undefined, 'ForAllValues', 'ForAnyValue'] as const) {
  const prefix = set === undefined ? '' : `${set}:`;
  const add = (name: string, test: Test | undefined, negated: boolean) => {
    OPERATORS.set(`${prefix}${name}`, { set, ifExists: false, test, negated });
    // Null asks for a key itself.
    if (test) OPERATORS.set(`${prefix}${name}IfExists`, { set, ifExists: true, test, negated });
  };
  for (const [name, test] of TESTS) add(name, test, false);
  for (const [name, positive] of NEGATED) add(name, TESTS.get(positive), true);
  add('Null', undefined, false);
}

/** Undefined where there is no such operator. */
export const readOperator = (name: string): Operator | undefined => OPERATORS.get(name);

/** Whether there is an operator of that name. */
export const isOperator = (name: string) => OPERATORS.has(name);
