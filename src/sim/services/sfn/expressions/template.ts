import { ExpressionError } from './expression-error.ts';
import { evaluateIntrinsic, isIntrinsic } from './intrinsics.ts';
import { DEEPEST } from '../../../cloud/expressions/depth.ts';
import { isObject } from './json.ts';
import { quotedInput, readReference } from './reference.ts';
import type { Scope } from './scope.ts';

/**
 * A payload template with its paths and functions put in: Parameters, ResultSelector, ItemSelector, and Assign where a
 * state speaks JSONPath. A key that ends in `.$` names one; the rest stays as it is.
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-inputpath-params.html
 */
export function fillTemplate(template: unknown, scope: Scope): unknown {
  return fill(template, scope, 0);
}

function fill(template: unknown, scope: Scope, depth: number): unknown {
  if (depth > DEEPEST) throw new ExpressionError('States.Runtime', 'The template is nested too deeply');
  if (Array.isArray(template)) return template.map((item) => fill(item, scope, depth + 1));
  if (!isObject(template)) return template;
  return Object.fromEntries(
    Object.entries(template).map(([key, value]) =>
      key.endsWith('.$')
        ? [key.slice(0, -2), field(key, value, scope)]
        : [key, fill(value, scope, depth + 1)],
    ),
  );
}

/** What a template's field points at. The same is asked of a Fail state's ErrorPath and CausePath. */
export function field(key: string, text: unknown, scope: Scope): unknown {
  if (typeof text !== 'string') {
    throw new ExpressionError(
      'States.Runtime',
      `The value for the field '${key}' must be a STRING that contains a JSONPath`,
    );
  }
  if (isIntrinsic(text)) return evaluateIntrinsic(text, scope);
  const reading = readReference(text, scope);
  if (reading.found) return reading.value;
  // AWS is lenient about an index outside its array here, though not in a function's argument.
  if (reading.outside) return null;
  const input = quotedInput(text, scope);
  throw new ExpressionError(
    'States.Runtime',
    `The JSONPath '${text}' specified for the field '${key}' could not be found in the input '${input}'`,
  );
}
