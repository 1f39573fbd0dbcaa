/**
 * What a request may hold, as data: one table says which parameters an operation takes, checks what came, gives it
 * to the model in camelCase, and is the TypeScript type of both.
 */
export type Shape =
  | { readonly type: 'string' | 'integer' | 'boolean' | 'blob' }
  | { readonly type: 'list' | 'map'; readonly of: Shape }
  | { readonly type: 'structure'; readonly members: Members };

/** A member of a structure. */
export type Member = Shape & {
  /** The request is refused without it. */
  readonly required?: boolean;
  /** Its name in the model, where that is not AWS's with a small first letter. */
  readonly as?: string;
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

/** How a request that does not fit is refused; each is thrown. */
export interface Refusals {
  /** A parameter is not there that must be. */
  missing(parameter: string): Error;
  /** A value is of another type, in AWS's words: 'STRING_VALUE can not be converted to an Integer'. */
  mistyped(message: string): Error;
  /** A parameter that the service does not have. */
  unknown(parameter: string, known: readonly string[]): Error;
  /** A parameter that the simulator does not have. */
  notModelled(what: string): Error;
}

/** Checks a value against a shape and gives it the model's names. Members that are undefined or null are not there. */
export function read(shape: Shape, value: unknown, refuse: Refusals): unknown {
  switch (shape.type) {
    case 'string':
      return typeof value === 'string' ? value : mistyped(value, 'a String', refuse);
    case 'boolean':
      return typeof value === 'boolean' ? value : mistyped(value, 'an Boolean', refuse);
    case 'integer': {
      const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
      return typeof number === 'number' ? number : mistyped(value, 'an Integer', refuse);
    }
    case 'blob':
      return value instanceof Uint8Array ? value : mistyped(value, 'a Blob', refuse);
    case 'list':
      if (!Array.isArray(value)) return mistyped(value, 'a List', refuse);
      return value.map((item) => read(shape.of, item, refuse));
    case 'map': {
      if (!isPlain(value)) return mistyped(value, 'a Map', refuse);
      const entries = Object.entries(value).filter(([, item]) => item != null);
      return Object.fromEntries(entries.map(([key, item]) => [key, read(shape.of, item, refuse)]));
    }
    case 'structure':
      if (!isPlain(value)) return mistyped(value, 'a Structure', refuse);
      return readMembers(shape.members, value, refuse);
  }
}

/** The same for the members of a structure. */
export function readMembers(members: Members, value: object, refuse: Refusals): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  const given = value as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(given)) {
    if (given[key] == null) continue;
    const member = Object.hasOwn(members, key) ? members[key] : undefined;
    if (!member) throw refuse.unknown(key, Object.keys(members));
    if (member.notModelled !== undefined) throw refuse.notModelled(member.notModelled);
    found[member.as ?? key.charAt(0).toLowerCase() + key.slice(1)] = read(member, given[key], refuse);
  }
  for (const key in members) if (members[key]!.required && given[key] == null) throw refuse.missing(key);
  return found;
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}

function mistyped(value: unknown, wanted: string, refuse: Refusals): never {
  const kinds: Record<string, string> = { string: 'STRING_VALUE', number: 'NUMBER_VALUE' };
  let kind = kinds[typeof value] ?? 'START_OBJECT';
  if (typeof value === 'boolean') kind = value ? 'TRUE_VALUE' : 'FALSE_VALUE';
  if (Array.isArray(value)) kind = 'START_ARRAY';
  throw refuse.mistyped(`${kind} can not be converted to ${wanted}`);
}
