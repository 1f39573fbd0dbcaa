import type { Findings } from './diagnostics.ts';
import { isIntrinsic, parseIntrinsic, pathOf } from './expressions.ts';
import { isObject } from './json.ts';
import { ranges } from './state-fields.ts';

const isExpression = (value: unknown) =>
  typeof value === 'string' && value.startsWith('{%') && value.endsWith('%}');

/** A path, where `null` means: nothing. */
export function checkPath(value: unknown, at: Findings, mayBeNull = false): void {
  if (value === undefined || (value === null && mayBeNull)) return;
  if (typeof value !== 'string' || !isPath(value)) at.add('Value is not a Reference Path or a JSONPath');
}

/** Whether a text is a path. */
export function isPath(text: string): boolean {
  try {
    pathOf(text);
    return true;
  } catch {
    return false;
  }
}

/** A path that can be written to. It may not begin at the context object or at a variable. */
export function checkResultPath(value: unknown, at: Findings): void {
  if (value === undefined || value === null) return;
  const isReference = typeof value === 'string' && isPath(value) && pathOf(value).reference;
  if (!isReference || pathOf(value).root !== '$') at.add('Value is not a Reference Path');
}

/** Every `name.$` in a payload template holds a path or an intrinsic function. */
export function checkTemplate(value: unknown, at: Findings): void {
  if (Array.isArray(value)) value.forEach((item, index) => checkTemplate(item, at.at(index)));
  if (!isObject(value)) return;
  for (const [key, member] of Object.entries(value)) {
    if (!key.endsWith('.$')) checkTemplate(member, at.at(key));
    else if (typeof member !== 'string' || !isPathOrFunction(member))
      at.add(`The value for the field '${key}' must be a valid JSONPath or a valid intrinsic function call`);
  }
}

/** Whether a text is a path or a call of an intrinsic function. */
export function isPathOrFunction(text: string): boolean {
  if (!isIntrinsic(text)) return isPath(text);
  try {
    parseIntrinsic(text);
    return true;
  } catch {
    return false;
  }
}

/** Every `{% … %}` in a value can be parsed. */
export function checkExpressions(value: unknown, at: Findings): void {
  if (Array.isArray(value)) value.forEach((item, index) => checkExpressions(item, at.at(index)));
  else if (isObject(value))
    for (const [key, member] of Object.entries(value)) checkExpressions(member, at.at(key));
  else if (typeof value === 'string' && value.startsWith('{%')) {
    const problem = value.endsWith('%}')
      ? at.jsonata().check(value.slice(2, -2).trim())
      : 'it does not end with %}';
    if (problem !== undefined) at.add(`The JSONata expression is not valid: ${problem}`);
  }
}

/** A number in its range; in JSONata an expression too. */
export function checkNumber(name: string, value: unknown, at: Findings, isJsonata = false): void {
  if (value === undefined || (isJsonata && isExpression(value))) return;
  const [min, max] = ranges[name]!;
  const isNumber = typeof value === 'number' && (Number.isInteger(value) || /Rate|Percentage/.test(name));
  if (!isNumber) at.add('Expected a number');
  else if (value < min || value > max)
    at.add(`Number is not within the allowed range: ${min} to ${max === Infinity ? 'any' : max}`);
}

/** A text, where there is one. */
export function checkText(value: unknown, at: Findings): void {
  if (value !== undefined && typeof value !== 'string') at.add('Expected a string');
}
