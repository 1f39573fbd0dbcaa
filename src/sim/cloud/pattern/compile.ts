import { JsonReader, JsonSyntaxError } from '../json/reader.ts';
import { addressDigits } from '../ip-address.ts';
import type { Condition } from './condition.ts';
import { PatternError } from './errors.ts';
import { EVENTBRIDGE_OPERATORS, numberCondition, type Operators, readOperator } from './operators.ts';
import type { FieldPattern, Pattern } from './pattern.ts';

/** What a pattern may be at most, where a service says so. */
export interface PatternLimits {
  /** Alternatives that `$or` may make. */
  readonly alternatives: number;
  /** What is said of a pattern that makes more. */
  readonly tooManyAlternatives: string;
  /** Asterisks in one wildcard text. AWS has such a limit and doesn't publish it. */
  readonly asterisks: number;
}

/**
 * A pattern with `$or` may come to 1,000 alternatives.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-complex-example-or
 */
export const EVENTBRIDGE_LIMITS: PatternLimits = {
  alternatives: 1000,
  tooManyAlternatives: '$or makes more than 1000 rule combinations',
  asterisks: Infinity,
};

/** The characters that an event pattern may have, by default and at most (quota "Event pattern size"). */
export const EVENT_PATTERN_CHARACTERS = { default: 2048, maximum: 4096 };

/**
 * Reads an event pattern of EventBridge.
 *
 * AWS's own message goes on with the place where its parser stood (` at [Source: …; line: 1, column: 38]`); that part
 * is left out.
 *
 * @throws PatternError
 */
export function compilePattern(text: string, limits: PatternLimits = EVENTBRIDGE_LIMITS): Pattern {
  const { maximum } = EVENT_PATTERN_CHARACTERS;
  if (text.length > maximum) throw new PatternError(`Event pattern has more than ${maximum} characters`);
  return readPattern(text, EVENTBRIDGE_OPERATORS, limits);
}

/**
 * Reads a pattern with a service's operators and limits. Throws PatternError.
 *
 * It reads from left to right and stops at the first mistake, of content or of syntax, as AWS does. So what stands
 * behind the pattern's last brace is never seen.
 */
export function readPattern(text: string, operators: Operators, limits: PatternLimits): Pattern {
  try {
    const reader = new JsonReader(text);
    if (reader.next() !== '{') throw new PatternError('Filter is not an object');
    const drafts = new PatternReader(reader, operators, limits).read();
    return { alternatives: drafts.map((draft) => [...draft.values()].sort(byPath)) };
  } catch (error) {
    throw error instanceof JsonSyntaxError ? new PatternError(error.message) : error;
  }
}

type Draft = Map<string, FieldPattern>;

class PatternReader {
  readonly #reader: JsonReader;
  readonly #operators: Operators;
  readonly #limits: PatternLimits;

  constructor(reader: JsonReader, operators: Operators, limits: PatternLimits) {
    this.#reader = reader;
    this.#operators = operators;
    this.#limits = limits;
  }

  read(): Draft[] {
    return this.#object('', [new Map()], false);
  }

  /** Reads an object's members, its `{` already read, into each of the drafts. */
  #object(prefix: string, drafts: Draft[], withinOr: boolean): Draft[] {
    const reader = this.#reader;
    let read = drafts;
    let empty = true;
    while (reader.next() !== '}') {
      empty = false;
      const name = reader.text;
      const token = reader.next();
      if (name === '$or') {
        read = this.#or(prefix, read);
        continue;
      }
      if (withinOr && RESERVED.has(name)) {
        throw new PatternError(`${name} is Ruler reserved fieldName which cannot be used inside $or.`);
      }
      const path = prefix + name;
      if (token === '{') read = this.#object(`${path}.`, read, withinOr);
      else if (token === '[') this.#field(path, read);
      else throw new PatternError(`"${name}" must be an object or an array`);
    }
    if (empty) throw new PatternError('Empty objects are not allowed');
    return read;
  }

  /** Reads the list behind `$or`: what was read so far goes on once for each object in it. */
  #or(prefix: string, drafts: Draft[]): Draft[] {
    const reader = this.#reader;
    if (reader.token !== '[') throw new PatternError('It must be an Array followed with $or.');
    const branched: Draft[] = [];
    let branches = 0;
    for (let token = reader.next(); token !== ']'; token = reader.next()) {
      branches++;
      if (token !== '{') {
        throw new PatternError('Only JSON object is allowed in array of $or relationship.');
      }
      // Checked before and after the copy, so that nested lists never make more than this many at a time.
      this.#refuseTooMany(branched.length + drafts.length);
      branched.push(
        ...this.#object(
          prefix,
          drafts.map((draft) => new Map(draft)),
          true,
        ),
      );
      this.#refuseTooMany(branched.length);
    }
    if (branches < 2) throw new PatternError('There must have at least 2 Objects in $or relationship.');
    return branched;
  }

  #refuseTooMany(alternatives: number): void {
    if (alternatives > this.#limits.alternatives) {
      throw new PatternError(this.#limits.tooManyAlternatives);
    }
  }

  /** Reads a field's list, its `[` already read. A path that comes again takes the place of the first. */
  #field(path: string, drafts: Draft[]): void {
    const reader = this.#reader;
    const texts = new Set<string>();
    const conditions: Condition[] = [];
    let absent = false;
    let empty = true;
    for (let token = reader.next(); token !== ']'; token = reader.next()) {
      empty = false;
      if (token === '{') {
        const condition = readOperator(reader, this.#operators);
        if (condition === 'absent') absent = true;
        else conditions.push(this.#bounded(condition));
      } else if (token === 'string') {
        // A string that is an IP address matches other spellings of that address too.
        const digits = addressDigits(reader.text);
        texts.add(reader.text);
        if (digits !== undefined) conditions.push({ kind: 'cidr', low: digits, high: digits });
      } else if (token === '[') {
        throw new PatternError('Match value must be String, number, true, false, or null');
      } else {
        const number = token === 'number' ? numberCondition(reader.text) : undefined;
        conditions.push(number ?? { kind: 'literal', text: reader.text });
      }
    }
    if (empty) throw new PatternError('Empty arrays are not allowed');
    const field: FieldPattern = { path, absent, texts, conditions };
    for (const draft of drafts) draft.set(path, field);
  }

  #bounded(condition: Condition): Condition {
    const parts = condition.kind === 'anything-but' ? condition.excluded : [condition];
    for (const part of parts) {
      if (part.kind === 'wildcard' && part.wildcard.asterisks > this.#limits.asterisks) {
        throw new PatternError(
          'Rule is too complex. Try using fewer wildcard characters or fewer repeating character sequences after a wildcard character',
        );
      }
    }
    return condition;
  }
}

function byPath(a: FieldPattern, b: FieldPattern): number {
  return a.path < b.path ? -1 : 1;
}

/** Names that a field within `$or` may not have: operators, those of later days included. */
const RESERVED: ReadonlySet<string> = new Set([
  ...[
    'exactly',
    'equals-ignore-case',
    'prefix',
    'suffix',
    'anything-but',
    'exists',
    'wildcard',
    'numeric',
    'cidr',
  ],
  ...['=', '<', '<=', '>', '>=', 'regex', 'not-wildcard', 'not-equals-ignore-case'],
  ...['date-after', 'date-on-or-after', 'date-before', 'date-on-or-before', 'in-date-range'],
  ...['ip-address-in-range', 'ip-address-not-in-range'],
]);
