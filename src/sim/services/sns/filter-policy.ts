import { utf8 } from '../../cloud/digest/index.ts';
import { JsonNumber, readJson, writeJson, type JsonObject, type JsonValue } from '../../cloud/json/tree.ts';
import { fieldsOf, matches, readPattern, type Operators, type Pattern } from '../../cloud/pattern/index.ts';
import { readWildcard } from '../../cloud/pattern/wildcard.ts';
import { snsLimits } from './limits.ts';
import type { MessageAttributes } from './message.ts';

/** What a filter policy looks at: `FilterPolicyScope`. */
export type FilterPolicyScope = 'MessageAttributes' | 'MessageBody';

/** A subscription's filter policy, read and found valid. */
export interface FilterPolicy {
  readonly scope: FilterPolicyScope;
  /** As it was set. */
  readonly text: string;
  readonly pattern: Pattern;
}

/**
 * SNS knows fewer operators than EventBridge.
 * https://docs.aws.amazon.com/sns/latest/dg/string-value-matching.html (checked 2026-11-28)
 */
const OPERATORS: Operators = {
  wildcard: true,
  affixIgnoringCase: false,
  anythingBut: ['prefix', 'suffix', 'wildcard'],
  anythingButLists: false,
};

const TOO_COMPLEX = 'FilterPolicy: Filter policy is too complex';

/** A filter policy that SNS does not take, in its words. */
export class FilterPolicyError extends Error {}

/**
 * Reads a filter policy; undefined for `{}`, which is how one is taken away.
 *
 * SNS reads the JSON first and then the pattern in it, so a mistake of syntax comes before one of content, and of a key
 * that comes twice only the last is looked at.
 * https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
 *
 * @throws FilterPolicyError
 */
export function readFilterPolicy(text: string, scope: FilterPolicyScope): FilterPolicy | undefined {
  if (utf8(text).length > snsLimits.filterSize.max)
    throw new FilterPolicyError(`FilterPolicy: longer than ${snsLimits.filterSize.max} bytes`);
  const policy = inWords('FilterPolicy: failed to parse JSON. ', () => readJson(text));
  if (policy instanceof Map && policy.size === 0) return undefined;
  const { combinations, filterKeys, wildcards, wildcardPoints } = snsLimits;
  const pattern = inWords('FilterPolicy: ', () =>
    // Each alternative is a combination at least.
    readPattern(writeJson(policy), OPERATORS, {
      alternatives: combinations.max,
      tooManyAlternatives: 'Filter policy is too complex',
      asterisks: wildcards.max,
    }),
  );
  if (policy instanceof Map) {
    if (scope === 'MessageAttributes' && isNested(policy))
      throw new FilterPolicyError(
        'Filter policy scope MessageAttributes does not support nested filter policy',
      );
    if (keysOf(policy) > filterKeys.max)
      throw new FilterPolicyError(
        `FilterPolicy: Filter policy can not have more than ${filterKeys.max} keys`,
      );
    if (combinationsOf(policy) > combinations.max) throw new FilterPolicyError(TOO_COMPLEX);
    if (hasWildcard(policy) && pointsOf(policy) > wildcardPoints.max)
      throw new FilterPolicyError(TOO_COMPLEX);
  }
  return { scope, text, pattern };
}

function inWords<T>(words: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new FilterPolicyError(words + (error as Error).message);
  }
}

/** Whether a policy has an object within a key, and not only lists. */
function isNested(policy: JsonObject): boolean {
  for (const [name, value] of policy) {
    if (value instanceof Map) return true;
    const branches = name === '$or' && Array.isArray(value) ? value : [];
    if (branches.some((branch) => branch instanceof Map && isNested(branch))) return true;
  }
  return false;
}

/** The keys of a policy: of nested ones the innermost. `$or` counts as one key. */
function keysOf(policy: JsonObject): number {
  return [...policy.values()].reduce<number>(
    (sum, value) => sum + (value instanceof Map ? keysOf(value) : 1),
    0,
  );
}

/** The wildcard text of a pattern of a list, within `anything-but` or without. */
function wildcardOf(pattern: JsonValue): string | undefined {
  if (!(pattern instanceof Map)) return undefined;
  const text = pattern.get('wildcard');
  return typeof text === 'string' ? text : wildcardOf(pattern.get('anything-but') ?? null);
}

function hasWildcard(value: JsonValue): boolean {
  if (Array.isArray(value)) return value.some((one) => hasWildcard(one));
  if (!(value instanceof Map)) return false;
  return wildcardOf(value) !== undefined || [...value.values()].some((one) => hasWildcard(one));
}

/**
 * The points of a policy with wildcards: of each key the points of its patterns times their number. A wildcard is one
 * point, several in a pattern are three each, and `anything-but` is one.
 * https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html#filter-policy-constraints-wildcard
 */
function pointsOf(policy: JsonValue): number {
  if (!(policy instanceof Map)) return 0;
  let points = 0;
  for (const [name, value] of policy) {
    if (!Array.isArray(value)) points += pointsOf(value);
    else if (name === '$or') for (const branch of value) points += pointsOf(branch);
    else points += value.reduce<number>((sum, pattern) => sum + patternPoints(pattern), 0) * value.length;
  }
  return points;
}

function patternPoints(pattern: JsonValue): number {
  if (!(pattern instanceof Map)) return 0;
  const text = wildcardOf(pattern);
  if (text === undefined) return pattern.has('anything-but') ? 1 : 0;
  const { asterisks } = readWildcard(text);
  return asterisks > 1 ? 3 * asterisks : 1;
}

/**
 * The combinations of a policy: the number of values of each key times the depth that the key stands at, multiplied.
 * The branches of `$or` add up.
 */
function combinationsOf(policy: JsonValue, depth = 1): number {
  if (!(policy instanceof Map)) return 1;
  let combinations = 1;
  for (const [name, value] of policy) {
    if (!Array.isArray(value)) combinations *= combinationsOf(value, depth + 1);
    else if (name !== '$or') combinations *= value.length * depth;
    else combinations *= value.reduce<number>((sum, branch) => sum + combinationsOf(branch, depth), 0);
  }
  return combinations;
}

/**
 * Why a subscription does not get a message; undefined where it does. Each reason is the end of a metric's name.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html
 */
export type FilteredOut =
  'NoMessageAttributes' | 'InvalidAttributes' | 'MessageAttributes' | 'InvalidMessageBody' | 'MessageBody';

/** Holds a message against a policy. A body that is no JSON object never passes. */
export function filteredOut(
  { scope, pattern }: FilterPolicy,
  message: string,
  attributes: MessageAttributes,
): FilteredOut | undefined {
  if (scope === 'MessageAttributes') {
    const { values, invalid } = attributeValues(attributes);
    if (matches(pattern, fieldsOf(values))) return undefined;
    if (invalid) return 'InvalidAttributes';
    return Object.keys(attributes).length === 0 ? 'NoMessageAttributes' : 'MessageAttributes';
  }
  let body: JsonValue;
  try {
    body = readJson(message);
  } catch {
    return 'InvalidMessageBody';
  }
  if (!(body instanceof Map)) return 'InvalidMessageBody';
  return matches(pattern, fieldsOf(body)) ? undefined : 'MessageBody';
}

/**
 * What a policy sees of a message's attributes: strings, numbers, and the elements of string arrays. Attributes of
 * other types, and arrays and numbers that are none, are as if they were not there.
 */
function attributeValues(attributes: MessageAttributes): { values: JsonObject; invalid: boolean } {
  const values: JsonObject = new Map();
  let invalid = false;
  for (const [name, { dataType, stringValue }] of Object.entries(attributes)) {
    if (stringValue === undefined) continue;
    const value = valueOf(dataType, stringValue);
    if (value === undefined) invalid = true;
    else values.set(name, value);
  }
  return { values, invalid };
}

function valueOf(type: string, text: string): JsonValue | undefined {
  if (type === 'String') return text;
  if (type === 'Number')
    return /^-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$/.test(text) ? new JsonNumber(text) : undefined;
  return type === 'String.Array' ? elements(text) : undefined;
}

function elements(text: string): JsonValue[] | undefined {
  try {
    const array = readJson(text);
    if (!Array.isArray(array)) return undefined;
    return array.filter((element) => !(element instanceof Map || Array.isArray(element)));
  } catch {
    return undefined;
  }
}
