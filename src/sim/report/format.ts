/**
 * Formats values as a line of text, the same in every engine: Node's console and the browsers' all differ.
 * Strings stand bare at the top and quoted inside; objects are cut off at depth 4 and after 100 members. No getter of a
 * member is called, and no value makes it throw: what can't be read says so.
 */
export function format(...values: unknown[]): string {
  return values.map((value) => (typeof value === 'string' ? value : inspect(value, 0, []))).join(' ');
}

const MAX_DEPTH = 4;
const MAX_MEMBERS = 100;
const MAX_WIDTH = 72;

function inspect(value: unknown, depth: number, parents: object[]): string {
  switch (typeof value) {
    case 'string':
      return quote(value);
    case 'bigint':
      return `${value}n`;
    case 'symbol':
      return value.toString();
    case 'function':
      return `[Function: ${nameOf(value) || 'anonymous'}]`;
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value);
    case 'object':
      if (value === null) return 'null';
      try {
        return inspectObject(value, depth, parents);
      } catch {
        // A proxy, or an object that has changed what it is of.
        return '[an object that can’t be read]';
      }
    default:
      return String(value);
  }
}

function inspectObject(value: object, depth: number, parents: object[]): string {
  if (parents.includes(value)) return '[Circular]';
  if (value instanceof Error) return `${textOf(value, 'name')}: ${textOf(value, 'message')}`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof RegExp) return String(value);
  const name = constructorName(value);
  if (depth >= MAX_DEPTH) return Array.isArray(value) ? '[…]' : `[${name || 'Object'}]`;
  const inside = [...parents, value];
  const show = (member: unknown) => inspect(member, depth + 1, inside);
  const read = (key: PropertyKey) =>
    accessor(value, key) ?? show((value as Record<PropertyKey, unknown>)[key]);
  if (Array.isArray(value)) return wrap('[', indices(value.length), read, ']', value.length, depth);
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    const items = value as unknown as ArrayLike<unknown>;
    return wrap(`${name}(${items.length}) [`, take(items), show, ']', items.length, depth);
  }
  if (value instanceof Map) {
    const pair = ([key, member]: [unknown, unknown]) => `${show(key)} => ${show(member)}`;
    return wrap(`Map(${value.size}) {`, value, pair, '}', value.size, depth);
  }
  if (value instanceof Set) return wrap(`Set(${value.size}) {`, value, show, '}', value.size, depth);
  if (value instanceof Promise) return 'Promise {}';
  const keys = Object.keys(value);
  const member = (key: string) => `${/^[A-Za-z_$][\w$]*$/.test(key) ? key : quote(key)}: ${read(key)}`;
  return wrap(name && name !== 'Object' ? `${name} {` : '{', keys, member, '}', keys.length, depth);
}

/** One line where it fits, one member a line where it does not. */
function wrap<T>(
  open: string,
  members: Iterable<T>,
  show: (member: T) => string,
  close: string,
  total: number,
  depth: number,
): string {
  const shown: string[] = [];
  for (const member of members) {
    if (shown.length === MAX_MEMBERS) {
      shown.push(`… ${total - MAX_MEMBERS} more`);
      break;
    }
    shown.push(show(member));
  }
  if (shown.length === 0) return open + close;
  const pad = close === '}' ? ' ' : '';
  const line = shown.join(', ');
  if (line.length + depth * 2 <= MAX_WIDTH && !line.includes('\n'))
    return `${open}${pad}${line}${pad}${close}`;
  const indent = '  '.repeat(depth + 1);
  return `${open}\n${shown.map((one) => indent + one).join(',\n')}\n${'  '.repeat(depth)}${close}`;
}

function* take(items: ArrayLike<unknown>): Generator<unknown> {
  for (let i = 0; i < items.length; i++) yield items[i];
}

function* indices(length: number): Generator<number> {
  for (let i = 0; i < length; i++) yield i;
}

/** What stands for a member whose value only a call would tell. */
function accessor(holder: object, key: PropertyKey): string | undefined {
  const { get, set } = Object.getOwnPropertyDescriptor(holder, key) ?? {};
  if (get) return set ? '[Getter/Setter]' : '[Getter]';
  return set && '[Setter]';
}

/** What an error is called, or says. Of the platform's own errors, getters tell it. */
function textOf(error: Error, key: 'name' | 'message'): string {
  try {
    const text: unknown = error[key];
    return typeof text === 'string' ? text : inspect(text, 1, []);
  } catch {
    return '[Getter]';
  }
}

/** What a function is called, where that is text and no getter's. */
function nameOf(value: object): string {
  try {
    const { value: name } = Object.getOwnPropertyDescriptor(value, 'name') ?? {};
    return typeof name === 'string' ? name : '';
  } catch {
    return '';
  }
}

function quote(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${escaped}'`;
}

function constructorName(value: object): string {
  let at = Object.getPrototypeOf(value) as object | null;
  if (at === null) return '[null prototype]';
  for (; at; at = Object.getPrototypeOf(at) as object | null) {
    const found = Object.getOwnPropertyDescriptor(at, 'constructor');
    if (found) return typeof found.value === 'function' ? nameOf(found.value as object) : '';
  }
  return '';
}
