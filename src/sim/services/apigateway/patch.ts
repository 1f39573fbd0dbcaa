import { badRequest } from './errors.ts';
import type { Op, PatchOperation } from './schema.ts';

/** One change that a request asks for. */
export interface Change {
  readonly op: Op;
  /** The path as it came. */
  readonly path: string;
  /** What the `*` of the path's pattern stand for, with `~1` and `~0` undone. */
  readonly keys: readonly string[];
  readonly value: string;
  /** The place that a copy is taken from. */
  readonly from: string;
}

/** What may be done to the places that a pattern names. */
export interface Patchable<R> {
  readonly ops: readonly Op[];
  apply(record: R, change: Change): void;
}

/** What may be changed of a resource, by pattern: `/name`, `/variables/*`. */
export type Patches<R> = Readonly<Record<string, Patchable<R>>>;

/** How a service words a path that it does not know. */
export type Unknown = (change: Pick<Change, 'op' | 'path'>) => Error;

/**
 * A resource as it is after the changes; the one before stays as it was.
 * https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html
 */
export function patched<R>(
  record: R,
  operations: readonly PatchOperation[] | undefined,
  patches: Patches<R>,
  unknown: Unknown = ({ path }) => badRequest(`Invalid patch path ${path}`),
): R {
  const next = structuredClone(record);
  for (const { op = 'replace', path = '', value = '', from = '' } of operations ?? []) {
    const [found, keys] = lookUp(patches, path);
    if (!found) throw unknown({ op, path });
    if (!found.ops.includes(op))
      throw badRequest(`Invalid patch operation specified. Must be one of: [${found.ops.join(', ')}]`);
    found.apply(next, { op, path, keys, value, from });
  }
  return next;
}

function lookUp<R>(patches: Patches<R>, path: string): [Patchable<R> | undefined, string[]] {
  const given = path.split('/');
  for (const [pattern, patchable] of Object.entries(patches)) {
    const wanted = pattern.split('/');
    if (wanted.length !== given.length) continue;
    if (!wanted.every((part, i) => part === '*' || part === given[i])) continue;
    const keys = given.filter((_, i) => wanted[i] === '*');
    return [patchable, keys.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))];
  }
  return [undefined, []];
}

const REPLACE: readonly Op[] = ['replace'];

/** A text that may be replaced. */
export const text = <K extends string>(
  name: K,
  ops: readonly Op[] = REPLACE,
): Patchable<{ [key in K]?: string }> => member(name, (value) => value, ops);

/** A boolean: all but `true` is false. */
export const flag = <K extends string>(name: K, ops = REPLACE): Patchable<{ [key in K]?: boolean }> =>
  member(name, (value) => value === 'true', ops);

/** A number. */
export const number = <K extends string>(name: K, ops = REPLACE): Patchable<{ [key in K]?: number }> =>
  member(name, numberOf, ops);

function member<K extends string, V>(
  name: K,
  read: (value: string) => V,
  ops: readonly Op[],
): Patchable<{ [key in K]?: V }> {
  return {
    ops,
    apply(record, { op, value }) {
      if (op === 'remove') delete record[name];
      else record[name] = read(value);
    },
  };
}

/** The number in a value. Throws BadRequestException. */
export function numberOf(value: string): number {
  const found = Number(value);
  if (value.trim() === '' || Number.isNaN(found)) throw badRequest(`Invalid value: ${value}`);
  return found;
}

/**
 * The entries of a map.
 *
 * @param read an entry's value from the text that came
 * @param missing the error where an entry that is not there is replaced or removed; without it that is no mistake
 */
export function entries<K extends string, V>(
  name: K,
  read: (value: string, key: string) => V,
  missing?: () => Error,
): Patchable<{ [key in K]?: Record<string, V> }> {
  return {
    ops: ['add', 'remove', 'replace'],
    apply(record, { op, keys: [key = ''], value }) {
      const map: Record<string, V> = record[name] ?? {};
      if (op !== 'add' && missing && !Object.hasOwn(map, key)) throw missing();
      if (op === 'remove') delete map[key];
      else map[key] = read(value, key);
      if (Object.keys(map).length > 0) record[name] = map;
      else delete record[name];
    },
  };
}

/** The values of a list: added, replaced by another, or removed. */
export function items<K extends string>(name: K): Patchable<{ [key in K]?: string[] }> {
  return {
    ops: ['add', 'remove', 'replace'],
    apply(record, { op, keys: [key = ''], value }) {
      const list = (record[name] ?? []).filter((item) => item !== key);
      if (op === 'add') list.push(key);
      if (op === 'replace') list.push(value);
      record[name] = list;
    },
  };
}
