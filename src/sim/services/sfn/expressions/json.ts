import { DEEPEST } from '../../../cloud/expressions/depth.ts';
import { ExpressionError } from './expression-error.ts';

/** Whether a value is an object of JSON. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A key's value if the object itself has the key; what it inherits is nobody's data. */
export function own(object: unknown, key: string): unknown {
  return isObject(object) && Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Whether two JSON values are equal, whatever the order of their keys. */
export function sameJson(left: unknown, right: unknown, depth = 0): boolean {
  if (left === right) return true;
  if (depth > DEEPEST) throw tooDeep();
  if (Array.isArray(left)) {
    if (!Array.isArray(right) || left.length !== right.length) return false;
    return left.every((item, i) => sameJson(item, right[i], depth + 1));
  }
  if (!isObject(left) || !isObject(right)) return false;
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((key) => Object.hasOwn(right, key) && sameJson(left[key], right[key], depth + 1));
}

/** A text that two JSON values share exactly when they are equal: keys in order, whatever theirs. */
export function canonical(value: unknown, depth = 0): string {
  if (depth > DEEPEST) throw tooDeep();
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, depth + 1)).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const fields = Object.keys(value).sort();
  return `{${fields.map((key) => `${JSON.stringify(key)}:${canonical(value[key], depth + 1)}`).join(',')}}`;
}

/** A value as Java prints it, maps and lists without quotes: what States.Format puts in place of `{}`. */
export function javaText(value: unknown, depth = 0): string {
  if (depth > DEEPEST) throw tooDeep();
  if (Array.isArray(value)) return `[${value.map((item) => javaText(item, depth + 1)).join(', ')}]`;
  if (!isObject(value)) return typeof value === 'string' ? value : String(value);
  const fields = Object.entries(value).map(([key, field]) => `${key}=${javaText(field, depth + 1)}`);
  return `{${fields.join(', ')}}`;
}

function tooDeep(): ExpressionError {
  return new ExpressionError('States.Runtime', `The value is nested more than ${DEEPEST} levels deep`);
}
