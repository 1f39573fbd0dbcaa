import { utf8 } from '../cloud/digest/utf8.ts';

/**
 * What a request may hold, as data: one table says which parameters an operation takes, checks what came, gives it
 * to the model in camelCase, and is the TypeScript type of both.
 */
export type Shape =
  | { readonly type: 'integer' | 'double' | 'boolean' | 'blob' | 'timestamp' | 'document' }
  | {
      readonly type: 'string';
      /** The values of an enumeration. */
      readonly values?: readonly string[];
    }
  | { readonly type: 'list' | 'map'; readonly of: Shape }
  | {
      readonly type: 'structure';
      /** AWS's name for it, where the shape comes from AWS's model. */
      readonly name?: string;
      /** Exactly one member may be there. */
      readonly union?: boolean;
      readonly members: Members;
    };

/** A member of a structure. */
export type Member = Shape & {
  /** The request is refused without it. */
  readonly required?: boolean;
  /** Its name in the model, where that is not AWS's with a small first letter. */
  readonly as?: string;
  /** Its name in AWS's tongue, where the shape comes from AWS's model. */
  readonly aws?: string;
  /** AWS has it, the simulator does not: a request that uses it fails with NotModelled. This says what it is. */
  readonly notModelled?: string;
};

/** The members of a structure, by AWS's names. */
export type Members = Readonly<Record<string, Member>>;

/** Text. */
export const text = { type: 'string' } as const;
/** A whole number; a text of digits serves too, as AWS takes it. */
export const integer = { type: 'integer' } as const;
/** True or false. */
export const boolean = { type: 'boolean' } as const;
/** Bytes. */
export const blob = { type: 'blob' } as const;

/** A list. */
export function list<const S extends Shape>(of: S) {
  return { type: 'list', of } as const;
}

/** Values by name: the names are the caller's. */
export function map<const S extends Shape>(of: S) {
  return { type: 'map', of } as const;
}

/** Named members. */
export function structure<const M extends Members>(members: M) {
  return { type: 'structure', members } as const;
}

/** A member that a request must have. */
export function required<const S extends Member>(shape: S) {
  return { ...shape, required: true } as const;
}

/** A member that AWS has and the simulator has not. */
export function notModelled<const S extends Member>(shape: S, what: string) {
  return { ...shape, notModelled: what } as const;
}

type Show<T> = { [K in keyof T]: T[K] };

type Scalar<S> = S extends { type: 'string' }
  ? string
  : S extends { type: 'integer' }
    ? number
    : S extends { type: 'boolean' }
      ? boolean
      : S extends { type: 'blob' }
        ? Uint8Array
        : never;

/** What a caller passes for a shape: AWS's names. */
export type Input<S> = S extends { type: 'list'; of: infer O }
  ? readonly Input<O>[]
  : S extends { type: 'map'; of: infer O }
    ? Readonly<Record<string, Input<O>>>
    : S extends { type: 'structure'; members: infer M }
      ? InputMembers<M>
      : Scalar<S>;

/** What a caller passes for the members of a structure. */
export type InputMembers<M> = Show<
  { readonly [K in keyof M as M[K] extends { required: true } ? K : never]: Input<M[K]> } & {
    readonly [K in keyof M as M[K] extends { required: true } ? never : K]?: Input<M[K]>;
  }
>;

type NameOf<K, M> = M extends { as: infer A extends string } ? A : Uncapitalize<K & string>;

/** What the model gets for a shape: its own names. */
export type Read<S> = S extends { type: 'list'; of: infer O }
  ? Read<O>[]
  : S extends { type: 'map'; of: infer O }
    ? Record<string, Read<O>>
    : S extends { type: 'structure'; members: infer M }
      ? ReadMembers<M>
      : Scalar<S>;

/** What the model gets for the members of a structure. */
export type ReadMembers<M> = Show<
  { [K in keyof M as M[K] extends { required: true } ? NameOf<K, M[K]> : never]: Read<M[K]> } & {
    [K in keyof M as M[K] extends { required: true } ? never : NameOf<K, M[K]>]?: Read<M[K]>;
  }
>;

/** How a request that does not fit is refused. */
export interface Refusals {
  /** The error for a parameter that is not there and must be; undefined where the caller gathers such faults itself. */
  missing(parameter: string): Error | undefined;
  /** A value is of another type, in AWS's words: 'STRING_VALUE can not be converted to an Integer'. `at` says where. */
  mistyped(message: string, at: string): Error;
  /** A parameter that the service does not have. */
  unknown(parameter: string, known: readonly string[]): Error;
  /** A parameter that the simulator does not have. */
  notModelled(what: string): Error;
}

/**
 * Checks a value against a shape, copies it and gives it the model's names. Members that are undefined or null are not
 * there.
 *
 * @param at where the value stands: `Entries[2].Id`
 */
export function read(shape: Shape, value: unknown, refuse: Refusals, at = ''): unknown {
  switch (shape.type) {
    case 'string':
      return typeof value === 'string' ? value : mistyped(value, 'a String', refuse, at);
    case 'boolean':
      return typeof value === 'boolean' ? value : mistyped(value, 'an Boolean', refuse, at);
    case 'integer':
    case 'double': {
      const whole = shape.type === 'integer';
      // A text of digits serves too, as AWS takes it.
      const digits = typeof value === 'string' && value.length < 25 && /^-?\d+(\.\d+)?$/.test(value);
      const number = digits ? Number(value) : value;
      if (typeof number !== 'number' || !Number.isFinite(number) || (whole && !Number.isInteger(number)))
        return mistyped(value, whole ? 'an Integer' : 'a Double', refuse, at);
      return number;
    }
    case 'timestamp': {
      const date = value instanceof Date || typeof value === 'number' ? new Date(value) : undefined;
      return date && !Number.isNaN(date.getTime()) ? date : mistyped(value, 'a Timestamp', refuse, at);
    }
    case 'blob':
      // Text serves too, as UTF-8: the SDK takes it so.
      if (typeof value === 'string') return utf8(value).slice();
      return value instanceof Uint8Array ? value.slice() : mistyped(value, 'a Blob', refuse, at);
    case 'document':
      return readDocument(value, refuse, at);
    case 'list': {
      if (!Array.isArray(value)) return mistyped(value, 'a List', refuse, at);
      const found: unknown[] = [];
      for (let i = 0; i < value.length; i++) found.push(read(shape.of, value[i], refuse, `${at}[${i}]`));
      return found;
    }
    case 'map': {
      if (!isPlain(value)) return mistyped(value, 'a Map', refuse, at);
      const found: [string, unknown][] = [];
      for (const [key, item] of Object.entries(value))
        if (item != null) found.push([key, read(shape.of, item, refuse, `${at}.${key}`)]);
      return Object.fromEntries(found);
    }
    case 'structure': {
      if (!isPlain(value)) return mistyped(value, 'a Structure', refuse, at);
      const found = readMembers(shape.members, value, refuse, at);
      if (shape.union && Object.keys(found).length !== 1)
        throw refuse.mistyped(`The union ${shape.name} must have exactly one member`, at);
      return found;
    }
  }
}

/** The same for the members of a structure. */
export function readMembers(
  members: Members,
  value: object,
  refuse: Refusals,
  at = '',
): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  const given = value as Readonly<Record<string, unknown>>;
  const own = new Set<string>();
  for (const key of Object.keys(given)) {
    const item = given[key];
    if (item == null) continue;
    const member = Object.hasOwn(members, key) ? members[key] : undefined;
    if (!member) throw refuse.unknown(key, Object.keys(members));
    if (member.notModelled !== undefined) throw refuse.notModelled(member.notModelled);
    own.add(key);
    const name = member.as ?? key.charAt(0).toLowerCase() + key.slice(1);
    found[name] = read(member, item, refuse, at ? `${at}.${key}` : key);
  }
  for (const key in members) {
    if (!members[key]!.required || own.has(key)) continue;
    const error = refuse.missing(at ? `${at}.${key}` : key);
    if (error) throw error;
  }
  return found;
}

/** A JSON value, copied. */
function readDocument(value: unknown, refuse: Refusals, at: string): unknown {
  try {
    const text = JSON.stringify(value);
    if (text !== undefined) return JSON.parse(text);
  } catch {
    // A circle, a BigInt: no JSON.
  }
  return mistyped(value, 'a Document', refuse, at);
}

/** Whether a value is an object with named members of its own: no list, bytes, Map, Date, promise or function. */
function isPlain(value: unknown): value is object {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.prototype.toString.call(value) === '[object Object]'
  );
}

function mistyped(value: unknown, wanted: string, refuse: Refusals, at: string): never {
  const kinds: Record<string, string> = { string: 'STRING_VALUE', number: 'NUMBER_VALUE' };
  let kind = kinds[typeof value] ?? 'START_OBJECT';
  if (typeof value === 'boolean') kind = value ? 'TRUE_VALUE' : 'FALSE_VALUE';
  if (Array.isArray(value)) kind = 'START_ARRAY';
  throw refuse.mistyped(`${kind} can not be converted to ${wanted}`, at);
}
