// JSONata as AWS has it. https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
import { DEEPEST } from '../../cloud/expressions/depth.ts';
import jsonata, { type Expression } from './evaluator.ts';
import { FUNCTIONS, PORTS, type Ports } from './functions.ts';
import { JsonataError } from './jsonata-error.ts';
import { limits } from './limits.ts';

/** Parsing takes fifty times as long as an evaluation. */
const KEPT = 1000;
const parsed = new Map<string, Expression>();

/** The expression that a text is, without its `{%` and `%}`; throws a JsonataError where it is none. */
export function parseJsonata(text: string): Expression {
  let expression = parsed.get(text);
  if (expression === undefined) {
    try {
      expression = jsonata(text);
    } catch (thrown) {
      throw JsonataError.from(thrown);
    }
    if (parsed.size >= KEPT) parsed.clear();
    parsed.set(text, expression);
  }
  return expression;
}

/**
 * The JSON value of an expression, or undefined where it gives nothing; `bindings` holds `states` and the variables.
 * Throws a JsonataError. What it gives shares nothing with the bindings.
 */
export function evaluateJsonata(text: string, bindings: Record<string, unknown>, ports: Ports): unknown {
  const expression = parseJsonata(text);
  try {
    const frame = { ...FUNCTIONS, ...bindings, ...limits(ports.steps), [PORTS]: ports };
    return plain(expression.evaluate(undefined, frame, ports.now()), 0);
  } catch (thrown) {
    throw JsonataError.from(thrown);
  }
}

/**
 * A copy in plain JSON: without the marks by which JSONata knows a sequence, and without functions. JSON has no numbers
 * beyond its range, which AWS writes as their names.
 */
function plain(value: unknown, depth: number): unknown {
  if (depth > DEEPEST) throw new JsonataError(undefined, 'The value is nested too deeply');
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? undefined : value;
  if (Array.isArray(value)) {
    return value.map((item) => plain(item, depth + 1)).filter((item) => item !== undefined);
  }
  const { _jsonata_lambda: lambda, _jsonata_function: native } = value as Record<string, unknown>;
  if (lambda === true || native === true) return undefined;
  const fields = Object.entries(value).map(([key, field]) => [key, plain(field, depth + 1)] as const);
  return Object.fromEntries(fields.filter(([, field]) => field !== undefined));
}

/** What is wrong with an expression's syntax; undefined where nothing is. */
export function checkJsonata(text: string): string | undefined {
  try {
    parseJsonata(text);
    return undefined;
  } catch (error) {
    if (error instanceof JsonataError) return error.message;
    throw error;
  }
}
