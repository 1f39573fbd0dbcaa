import { comparable } from '../json/number.ts';
import type { JsonReader } from '../json/reader.ts';
import { blockOf } from './cidr.ts';
import type { Condition } from './condition.ts';
import { PatternError } from './errors.ts';
import { lettersOf } from './ignore-case.ts';
import { readWildcard } from './wildcard.ts';

/** Which operators a service knows beside those that all of them know. */
export interface Operators {
  /** `{"wildcard": …}`. */
  readonly wildcard: boolean;
  /** `{"prefix": {"equals-ignore-case": …}}`, and the same for suffixes. */
  readonly affixIgnoringCase: boolean;
  /** What may stand within `{"anything-but": {…}}`. */
  readonly anythingBut: readonly string[];
  /** Whether `{"anything-but": {"prefix": [...]}}` may be a list. */
  readonly anythingButLists: boolean;
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
export const EVENTBRIDGE_OPERATORS: Operators = {
  wildcard: true,
  affixIgnoringCase: true,
  anythingBut: ['equals-ignore-case', 'prefix', 'suffix', 'wildcard'],
  anythingButLists: true,
};

/** The filters of EventBridge Pipes know less; the same page says which. */
export const PIPES_OPERATORS: Operators = {
  wildcard: false,
  affixIgnoringCase: true,
  anythingBut: [],
  anythingButLists: false,
};

const ONE_KEY = 'Only one key allowed in match expression';
const TOO_MANY = 'Too many elements in numeric expression';

/** Reads an object of a pattern's list, its `{` already read: `{"prefix": "a"}`. `absent` is `{"exists": false}`. */
export function readOperator(reader: JsonReader, operators: Operators): Condition | 'absent' {
  if (reader.next() !== 'name') throw new PatternError('Match expression name not found');
  const operator = reader.text;
  switch (operator) {
    case 'exactly': {
      const text = stringNext(reader, 'exact match pattern must be a string');
      return closed(reader, { kind: 'equals', text });
    }
    case 'prefix':
    case 'suffix':
      return readAffix(reader, operator, operators);
    case 'numeric':
      if (reader.next() !== '[') throw new PatternError('Value of numeric must be an array.');
      return closed(reader, readNumeric(reader), TOO_MANY);
    case 'anything-but':
      return readAnythingBut(reader, operators);
    case 'exists': {
      const token = reader.next();
      if (token !== 'true' && token !== 'false') {
        throw new PatternError('exists match pattern must be either true or false.');
      }
      close(reader, ONE_KEY);
      return token === 'true' ? { kind: 'exists' } : 'absent';
    }
    case 'cidr': {
      // AWS's own words: it says prefix, not cidr.
      const text = stringNext(reader, 'prefix match pattern must be a string');
      return closed(reader, { kind: 'cidr', ...inWords(() => blockOf(text)) });
    }
    case 'equals-ignore-case': {
      const text = stringNext(reader, 'equals-ignore-case match pattern must be a string');
      return closed(reader, { kind: 'equals-ignore-case', letters: lettersOf(text) });
    }
    case 'wildcard':
      if (operators.wildcard) {
        const text = stringNext(reader, 'wildcard match pattern must be a string');
        return closed(reader, { kind: 'wildcard', wildcard: inWords(() => readWildcard(text)) });
      }
  }
  throw new PatternError(`Unrecognized match type ${operator}`);
}

function readAffix(
  reader: JsonReader,
  affix: 'prefix' | 'suffix',
  { affixIgnoringCase }: Operators,
): Condition {
  const token = reader.next();
  if (token === '{' && affixIgnoringCase) {
    if (reader.next() !== 'name') {
      throw new PatternError(`${affix === 'prefix' ? 'Prefix' : 'Suffix'} expression name not found`);
    }
    if (reader.text !== 'equals-ignore-case') {
      throw new PatternError(`Unsupported ${affix} pattern: ${reader.text}`);
    }
    const text = stringNext(reader, 'equals-ignore-case match pattern must be a string');
    close(reader, ONE_KEY);
    return closed(reader, { kind: `${affix}-ignore-case`, letters: lettersOf(text) });
  }
  if (token !== 'string') throw new PatternError(`${affix} match pattern must be a string`);
  return closed(reader, { kind: affix, text: reader.text });
}

function readNumeric(reader: JsonReader): Condition {
  if (reader.next() !== 'string') throw new PatternError(`Invalid member in numeric match: ${reader.text}`);
  const operator = reader.text;
  reader.next();
  switch (operator) {
    case '=': {
      const value = numberHere(reader, 'equals');
      endOfList(reader, TOO_MANY);
      return equalTo(bound(value));
    }
    case '<':
    case '<=': {
      const high = numberHere(reader, operator);
      endOfList(reader, TOO_MANY);
      return { kind: 'numeric', low: -Infinity, high: bound(high), above: false, below: operator === '<' };
    }
    case '>':
    case '>=': {
      const low = numberHere(reader, operator);
      const above = operator === '>';
      const token = reader.next();
      if (token === ']') return { kind: 'numeric', low: bound(low), high: Infinity, above, below: false };
      if (token !== 'string') throw new PatternError(`Bad value in numeric range: ${reader.text}`);
      const upper = reader.text;
      if (upper !== '<' && upper !== '<=') throw new PatternError(`Bad numeric range operator: ${upper}`);
      reader.next();
      const high = numberHere(reader, upper);
      endOfList(reader, 'Too many terms in numeric range expression');
      const range = {
        kind: 'numeric',
        low: bound(low),
        high: bound(high),
        above,
        below: upper === '<',
      } as const;
      if (range.low >= range.high) throw new PatternError('Bottom must be less than top');
      return range;
    }
    default:
      throw new PatternError(`Unrecognized numeric range operator: ${operator}`);
  }
}

/** The condition that a number of a pattern stands for, or undefined where it cannot be compared. */
export function numberCondition(text: string): Condition | undefined {
  const value = comparable(text);
  return value === undefined ? undefined : equalTo(value);
}

function equalTo(value: number): Condition {
  return { kind: 'numeric', low: value, high: value, above: false, below: false };
}

function bound(text: string): number {
  const value = comparable(text);
  if (value === undefined) throw new PatternError(`Cannot compare number : ${text}`);
  return value;
}

function readAnythingBut(reader: JsonReader, operators: Operators): Condition {
  let token = reader.next();
  let operator = '';
  if (token === '{') {
    if (reader.next() !== 'name') throw new PatternError('Anything-But expression name not found');
    operator = reader.text;
    if (!operators.anythingBut.includes(operator)) {
      throw new PatternError(`Unsupported anything-but pattern: ${operator}`);
    }
    token = reader.next();
    if (token !== 'string' && !operators.anythingButLists) {
      throw new PatternError(`${operator} match pattern must be a string`);
    }
  }
  if (token !== '[' && token !== 'string' && token !== 'number') {
    throw new PatternError('Value of anything-but must be an array or single string/number value.');
  }
  const excluded: Condition[] = [];
  if (token === '[') {
    const kinds = new Set<string>();
    while (reader.next() !== ']') {
      kinds.add(reader.token);
      excluded.push(excludedHere(reader, operator));
    }
    if (operator === '' && kinds.size !== 1) {
      throw new PatternError(
        'Inside anything but list, either all values are number or string, mixed type is not supported',
      );
    }
  } else {
    excluded.push(excludedHere(reader, operator));
  }
  // AWS's own words again: they speak of a numeric expression.
  close(reader, TOO_MANY);
  if (operator !== '') close(reader, TOO_MANY);
  return { kind: 'anything-but', excluded };
}

/** The condition that the value just read stands for within `anything-but`. */
function excludedHere({ token, text }: JsonReader, operator: string): Condition {
  if (operator === '') {
    if (token === 'string') return { kind: 'equals', text };
    if (token === 'number') return equalTo(bound(text));
    throw new PatternError('Inside anything but list, start|null|boolean is not supported.');
  }
  if (token !== 'string') throw new PatternError(NOT_A_STRING.get(operator) ?? NOT_AN_AFFIX);
  switch (operator) {
    case 'equals-ignore-case':
      return { kind: 'equals-ignore-case', letters: lettersOf(text) };
    case 'wildcard':
      return { kind: 'wildcard', wildcard: inWords(() => readWildcard(text)) };
    default:
      if (text === '') throw new PatternError('Null prefix/suffix not allowed');
      return { kind: operator === 'prefix' ? 'prefix' : 'suffix', text };
  }
}

const NOT_AN_AFFIX = 'prefix/suffix match pattern must be a string';
const NOT_A_STRING = new Map([
  [
    'equals-ignore-case',
    'Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.',
  ],
  ['wildcard', 'wildcard match pattern must be a string'],
]);

function stringNext(reader: JsonReader, refusal: string): string {
  if (reader.next() !== 'string') throw new PatternError(refusal);
  return reader.text;
}

function numberHere(reader: JsonReader, operator: string): string {
  if (reader.token !== 'number') throw new PatternError(`Value of ${operator} must be numeric`);
  return reader.text;
}

function endOfList(reader: JsonReader, refusal: string): void {
  if (reader.next() !== ']') throw new PatternError(refusal);
}

function close(reader: JsonReader, refusal: string): void {
  if (reader.next() !== '}') throw new PatternError(refusal);
}

function closed<T>(reader: JsonReader, condition: T, refusal = ONE_KEY): T {
  close(reader, refusal);
  return condition;
}

function inWords<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new PatternError((error as Error).message);
  }
}
