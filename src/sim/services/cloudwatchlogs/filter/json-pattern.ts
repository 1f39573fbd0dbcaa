import { invalid } from '../errors.ts';
import { compares, type Operand, type Operator } from './comparison.ts';
import { Scanner } from './scanner.ts';

/** A step of a property selector; `*` is any element or field. */
type Step = string | number | typeof ANY;
const ANY = Symbol('*');

/** What a JSON pattern asks of an event. */
export type JsonPattern =
  | { kind: 'and' | 'or'; parts: readonly JsonPattern[] }
  | { kind: 'compare'; selector: readonly Step[]; operator: Operator; operand: Operand }
  | { kind: 'is'; selector: readonly Step[]; value: null | boolean }
  | { kind: 'missing'; selector: readonly Step[] };

const NAME = /[A-Za-z0-9_-]+/y;
const INDEX = /[0-9]+/y;
const WORD = /[^\s()&|{}"%]+/y;

const MAX_WILDCARDS = 3;
const MAX_DEPTH = 100;

/**
 * Reads `{ $.status = 4* && $.user IS NULL }`: comparisons, joined by && before ||.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html#matching-terms-json-log-events
 */
export function readJsonPattern(text: string): JsonPattern {
  const scanner = new Scanner(text);
  let wildcards = 0;
  let depth = 0;
  scanner.expect('{');
  const pattern = or();
  scanner.expect('}');
  if (!scanner.atEnd) throw scanner.refusal();
  if (wildcards > MAX_WILDCARDS) throw invalid('Invalid filter pattern: at most 3 wildcard selectors.');
  return pattern;

  function or(): JsonPattern {
    return joined('or', '||', () => joined('and', '&&', unit));
  }

  function joined(kind: 'and' | 'or', sign: string, read: () => JsonPattern): JsonPattern {
    const parts = [read()];
    while (scanner.accept(sign)) parts.push(read());
    return parts.length === 1 ? parts[0]! : { kind, parts };
  }

  function unit(): JsonPattern {
    if (!scanner.accept('(')) return comparison();
    if (++depth > MAX_DEPTH) throw invalid('Invalid filter pattern: nested too deeply.');
    const pattern = or();
    scanner.expect(')');
    depth--;
    return pattern;
  }

  function comparison(): JsonPattern {
    const selector = readSelector(scanner);
    wildcards += selector.filter((step) => step === ANY).length;
    if (scanner.acceptWord('IS')) {
      if (scanner.acceptWord('NULL')) return { kind: 'is', selector, value: null };
      if (scanner.acceptWord('TRUE')) return { kind: 'is', selector, value: true };
      if (scanner.acceptWord('FALSE')) return { kind: 'is', selector, value: false };
      throw scanner.refusal();
    }
    if (scanner.acceptWord('NOT')) {
      if (!scanner.acceptWord('EXISTS')) throw scanner.refusal();
      return { kind: 'missing', selector };
    }
    const operator = scanner.operator();
    if (!operator) throw scanner.refusal();
    const operand = scanner.operand(WORD);
    const isOrder = operator !== '=' && operator !== '!=';
    if (isOrder && (operand.kind === 'regex' || operand.number === undefined)) throw scanner.refusal();
    return { kind: 'compare', selector, operator, operand };
  }
}

/** Reads a property selector alone, as metric values and dimensions have it. */
export function readPropertySelector(text: string): readonly Step[] {
  const scanner = new Scanner(text);
  const selector = readSelector(scanner);
  if (!scanner.atEnd) throw scanner.refusal();
  return selector;
}

/** Whether an event is as the pattern asks. */
export function matchesJson(pattern: JsonPattern, event: unknown): boolean {
  switch (pattern.kind) {
    case 'and':
      return pattern.parts.every((part) => matchesJson(part, event));
    case 'or':
      return pattern.parts.some((part) => matchesJson(part, event));
    case 'missing':
      return select(event, pattern.selector).length === 0;
    case 'is':
      return select(event, pattern.selector).includes(pattern.value);
    case 'compare':
      return select(event, pattern.selector).some((value) => {
        const text = textOf(value);
        return text !== undefined && compares(text, pattern.operator, pattern.operand);
      });
  }
}

/** The values that a selector points to: one, or several where it has a wildcard. */
export function select(event: unknown, selector: readonly Step[]): unknown[] {
  let values = [event];
  for (const step of selector) {
    values = values.flatMap((value) => {
      if (typeof value !== 'object' || value === null) return [];
      if (step === ANY) return Object.values(value);
      if (Array.isArray(value) !== (typeof step === 'number') || !Object.hasOwn(value, step)) return [];
      return [(value as Record<string | number, unknown>)[step]];
    });
  }
  return values;
}

/** Value nodes are strings and numbers; arrays, objects and the rest don't match. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function readSelector(scanner: Scanner): Step[] {
  scanner.expect('$');
  const steps: Step[] = [];
  for (;;) {
    if (scanner.take(/\./y) !== undefined) {
      if (scanner.take(/\*/y) !== undefined) steps.push(ANY);
      else {
        const name = scanner.take(NAME);
        if (name !== undefined) steps.push(name);
        else if (scanner.take(/(?=\[)/y) === undefined) throw scanner.refusal();
      }
    } else if (scanner.take(/\[/y) !== undefined) {
      if (scanner.take(/'/y) !== undefined) steps.push(scanner.until("'"));
      else if (scanner.take(/\*/y) !== undefined) steps.push(ANY);
      else {
        const index = scanner.take(INDEX);
        if (index === undefined) throw scanner.refusal();
        steps.push(Number(index));
      }
      if (scanner.take(/\]/y) === undefined) throw scanner.refusal();
    } else break;
  }
  if (steps.length === 0 || steps.filter((step) => step === ANY).length > 1) throw scanner.refusal();
  return steps;
}
