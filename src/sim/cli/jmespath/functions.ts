import { JmespathError } from './tokens.ts';

/** An expression that waits for its value: what `&name` is. */
export type Expression = (value: unknown) => unknown;

/** The type of a value, as JMESPath calls it. */
export function typeOf(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function list(value: unknown, name: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new JmespathError(`${name}() takes an array, not ${typeOf(value)}.`);
  return value;
}

const order = (a: unknown, b: unknown) =>
  (a as number) < (b as number) ? -1 : (a as number) > (b as number) ? 1 : 0;

interface Keyed {
  value: unknown;
  key: unknown;
}

const by = (values: unknown, key: unknown, name: string): Keyed[] =>
  list(values, name).map((value) => ({ value, key: (key as Expression)(value) }));

const extreme = (values: Keyed[], sign: 1 | -1) =>
  values.reduce<Keyed | undefined>(
    (best, each) => (!best || order(each.key, best.key) * sign > 0 ? each : best),
    undefined,
  )?.value ?? null;

const sorted = (values: Keyed[]) => values.sort((a, b) => order(a.key, b.key)).map(({ value }) => value);

const same: Expression = (value) => value;

const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

/** The functions of the specification. https://jmespath.org/specification.html#built-in-functions */
export const FUNCTIONS: Readonly<Record<string, (...given: unknown[]) => unknown>> = {
  abs: (n) => Math.abs(n as number),
  avg: (all) => {
    const numbers = list(all, 'avg') as number[];
    return numbers.length === 0 ? null : numbers.reduce((sum, n) => sum + n, 0) / numbers.length;
  },
  ceil: (n) => Math.ceil(n as number),
  contains: (where, what) => (typeof where === 'string' ? where.includes(String(what)) : list(where, 'contains').includes(what)), // prettier-ignore
  ends_with: (where, what) => String(where).endsWith(String(what)),
  floor: (n) => Math.floor(n as number),
  join: (glue, all) => list(all, 'join').join(String(glue)),
  keys: (all) => Object.keys(all as object),
  length: (all) =>
    typeof all === 'string' || Array.isArray(all) ? all.length : Object.keys(all as object).length,
  map: (each, all) => list(all, 'map').map((value) => (each as Expression)(value) ?? null),
  max: (all) => extreme(by(all, same, 'max'), 1),
  max_by: (all, key) => extreme(by(all, key, 'max_by'), 1),
  merge: (...all) => Object.assign({}, ...all) as object,
  min: (all) => extreme(by(all, same, 'min'), -1),
  min_by: (all, key) => extreme(by(all, key, 'min_by'), -1),
  not_null: (...all) => all.find((value) => value !== null && value !== undefined) ?? null,
  reverse: (all) =>
    typeof all === 'string' ? [...all].reverse().join('') : [...list(all, 'reverse')].reverse(),
  sort: (all) => sorted(by(all, same, 'sort')),
  sort_by: (all, key) => sorted(by(all, key, 'sort_by')),
  starts_with: (where, what) => String(where).startsWith(String(what)),
  sum: (all) => (list(all, 'sum') as number[]).reduce((sum, n) => sum + n, 0),
  to_array: (value) => (Array.isArray(value) ? (value as unknown[]) : [value]),
  to_number: (value) =>
    value === null || value === '' || Number.isNaN(Number(value)) ? null : Number(value),
  to_string: text,
  type: typeOf,
  values: (all) => Object.values(all as object),
};
