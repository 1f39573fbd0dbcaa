import type { Expression } from './functions.ts';
import { JmespathError } from './tokens.ts';

/** The value itself: `@`. */
export const same: Expression = (value) => value;

/** A member of an object; null for what has none. */
export const field =
  (name: string): Expression =>
  (value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name)
      ? (value as Record<string, unknown>)[name]
      : null;

/** Applies the rest of an expression to each; what gives nothing is left out. */
export const each = (all: unknown, rest: Expression): unknown =>
  Array.isArray(all) ? all.map((value) => rest(value) ?? null).filter((value) => value !== null) : null;

/** What counts as true: everything but nothing, and what is empty. */
export function truthy(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === '') return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

/** Whether two values are the same JSON. */
export const equal = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** An expression that gives null for null. */
export const nullable =
  (inner: Expression): Expression =>
  (value) =>
    value === null || value === undefined ? null : inner(value);

/** A part of a list, as Python cuts it. */
export function slice(
  all: readonly unknown[],
  [start, stop, step = 1]: readonly (number | undefined)[],
): unknown[] {
  if (step === 0) throw new JmespathError('Bad value for --query: a slice has no step of 0.');
  const { length } = all;
  const place = (at: number | undefined, otherwise: number) =>
    at === undefined ? otherwise : Math.min(Math.max(at < 0 ? at + length : at, step < 0 ? -1 : 0), step < 0 ? length - 1 : length); // prettier-ignore
  const found: unknown[] = [];
  const from = place(start, step < 0 ? length - 1 : 0);
  const to = place(stop, step < 0 ? -1 : length);
  for (let i = from; step < 0 ? i > to : i < to; i += step) found.push(all[i]);
  return found;
}
