import { notModelled, TemplateError } from '../regex/errors.ts';
import type { Meter } from '../regex/meter.ts';
import { Regex } from '../regex/regex.ts';
import { type Dictionary, Entry, equal, Host, jsonOf, List, textOf, type Value } from './value.ts';

/** Calls a method of a value: those of Java's String, List, Map and numbers that templates use. */
export function callMethod(value: Value, method: string, args: readonly Value[], meter: Meter): Value {
  const result = call(value, method, args, meter);
  if (result === undefined) throw notModelled(`${className(value)}.${method}()`);
  return typeof result === 'string' ? meter.text(result) : result;
}

function call(value: Value, method: string, args: readonly Value[], meter: Meter): Value | undefined {
  if (value instanceof Host) return value.call(method, args);
  if (method === 'toString' && args.length === 0) return textOf(value, meter);
  if (method === 'equals') return equal(value, args[0] ?? null, meter);
  if (typeof value === 'string') return callOnText(value, method, args, meter);
  if (value instanceof List) return callOnList(value, method, args, meter);
  if (value instanceof Map) return callOnMap(value, method, args, meter);
  if (value instanceof Entry) {
    if (method === 'getKey') return value.key;
    return method === 'getValue' ? value.value : undefined;
  }
  return callOnNumber(value, method, textOf(args[0] ?? null, meter));
}

function className(value: Value): string {
  if (typeof value === 'string') return 'String';
  if (value instanceof List) return 'List';
  if (value instanceof Map) return 'Map';
  if (typeof value === 'bigint') return 'Integer';
  if (value instanceof Host) return value.name;
  return typeof value === 'number' ? 'Double' : 'Object';
}

function whole(args: readonly Value[], index: number, otherwise: number): number {
  const value = args[index];
  return typeof value === 'bigint' ? Number(value) : otherwise;
}

function callOnText(value: string, method: string, args: readonly Value[], meter: Meter): Value | undefined {
  meter.charge(value.length >> 4);
  const text = (index: number) => textOf(args[index] ?? null, meter);
  switch (method) {
    case 'length':
      return BigInt(value.length);
    case 'isEmpty':
      return value === '';
    case 'contains':
      return value.includes(text(0));
    case 'startsWith':
      return value.startsWith(text(0));
    case 'endsWith':
      return value.endsWith(text(0));
    case 'equalsIgnoreCase':
      return value.toLowerCase() === text(0).toLowerCase();
    case 'indexOf':
      return BigInt(value.indexOf(text(0), whole(args, 1, 0)));
    case 'lastIndexOf':
      return BigInt(value.lastIndexOf(text(0)));
    case 'substring':
      return substring(value, whole(args, 0, 0), whole(args, 1, value.length));
    case 'charAt':
      return substring(value, whole(args, 0, 0), whole(args, 0, 0) + 1);
    case 'concat':
      return value + text(0);
    case 'trim':
      return trimmed(value);
    case 'toLowerCase':
      return value.toLowerCase();
    case 'toUpperCase':
      return value.toUpperCase();
    case 'replace':
      return replaced(value, text(0), text(1), meter);
    case 'replaceAll':
      return new Regex(text(0)).replace(value, text(1), meter, true);
    case 'replaceFirst':
      return new Regex(text(0)).replace(value, text(1), meter, false);
    case 'matches':
      return new Regex(text(0)).matches(value, meter);
    case 'split':
      return new List(new Regex(text(0)).split(value, meter));
    default:
      return undefined;
  }
}

function substring(value: string, from: number, to: number): string {
  if (from < 0 || to > value.length || from > to) {
    throw new TemplateError(`begin ${from}, end ${to}, length ${value.length}`);
  }
  return value.slice(from, to);
}

/** Java's trim: all characters up to the space. */
function trimmed(value: string): string {
  let from = 0;
  let to = value.length;
  while (from < to && value.charCodeAt(from) <= 32) from++;
  while (from < to && value.charCodeAt(to - 1) <= 32) to--;
  return value.slice(from, to);
}

function replaced(value: string, from: string, to: string, meter: Meter): string {
  const parts = value.split(from);
  // Before it is made: many short places times a long text may not fit into memory.
  meter.charge((parts.length * to.length) >> 4);
  return from === '' ? to + parts.join(to) + (value === '' ? '' : to) : parts.join(to);
}

function callOnList(list: List, method: string, args: readonly Value[], meter: Meter): Value | undefined {
  const { items } = list;
  const first = args[0] ?? null;
  switch (method) {
    case 'size':
    case 'length':
      return BigInt(items.length);
    case 'isEmpty':
      return items.length === 0;
    case 'get':
      return elementAt(list, whole(args, 0, -1));
    case 'set': {
      const before = elementAt(list, whole(args, 0, -1));
      items[whole(args, 0, -1)] = args[1] ?? null;
      return before;
    }
    case 'add':
      items.push(first);
      return true;
    case 'addAll': {
      const more = first instanceof List ? first.items : [];
      meter.charge(more.length);
      for (const item of [...more]) items.push(item);
      return more.length > 0;
    }
    case 'remove': {
      meter.charge(items.length);
      if (typeof first === 'bigint') {
        const removed = elementAt(list, Number(first));
        items.splice(Number(first), 1);
        return removed;
      }
      const index = items.findIndex((item) => equal(item, first, meter));
      if (index >= 0) items.splice(index, 1);
      return index >= 0;
    }
    case 'contains':
      meter.charge(items.length);
      return items.some((item) => equal(item, first, meter));
    case 'indexOf':
      meter.charge(items.length);
      return BigInt(items.findIndex((item) => equal(item, first, meter)));
    case 'subList':
      meter.charge(items.length);
      return new List(items.slice(whole(args, 0, 0), whole(args, 1, items.length)), list.json);
    case 'clear':
      items.length = 0;
      return null;
    case 'toJSONString':
      return list.json ? jsonOf(list, meter) : undefined;
    default:
      return undefined;
  }
}

function elementAt({ items }: List, index: number): Value {
  if (!(index in items)) throw new TemplateError(`Index ${index} out of bounds for length ${items.length}`);
  return items[index] ?? null;
}

function callOnMap(map: Dictionary, method: string, args: readonly Value[], meter: Meter): Value | undefined {
  const first = args[0] ?? null;
  switch (method) {
    case 'get':
      return map.get(textOf(first, meter)) ?? null;
    case 'getOrDefault':
      return map.get(textOf(first, meter)) ?? args[1] ?? null;
    case 'put': {
      const before = map.get(textOf(first, meter)) ?? null;
      map.set(textOf(first, meter), args[1] ?? null);
      return before;
    }
    case 'putAll':
      if (first instanceof Map) {
        meter.charge(first.size);
        for (const [key, value] of [...first]) map.set(key, value);
      }
      return null;
    case 'remove': {
      const before = map.get(textOf(first, meter)) ?? null;
      map.delete(textOf(first, meter));
      return before;
    }
    case 'clear':
      map.clear();
      return null;
    case 'containsKey':
      return map.has(textOf(first, meter));
    case 'containsValue':
      meter.charge(map.size);
      return [...map.values()].some((value) => equal(value, first, meter));
    case 'keySet':
      meter.charge(map.size);
      return new List([...map.keys()]);
    case 'values':
      meter.charge(map.size);
      return new List([...map.values()]);
    case 'entrySet':
      meter.charge(map.size);
      return new List([...map].map(([key, value]) => new Entry(key, value)));
    case 'size':
      return BigInt(map.size);
    case 'isEmpty':
      return map.size === 0;
    default:
      return undefined;
  }
}

const WHOLE = /^[+-]?\d{1,19}$/;

/** Numbers, and what templates reach through them: `#set($Integer = 0) $Integer.parseInt("5")`. */
function callOnNumber(value: Value, method: string, argument: string): Value | undefined {
  if (typeof value !== 'bigint' && typeof value !== 'number') return undefined;
  switch (method) {
    case 'intValue':
    case 'longValue':
      if (typeof value === 'bigint') return value;
      return Number.isFinite(value) ? BigInt(Math.trunc(value)) : 0n;
    case 'doubleValue':
      return Number(value);
    case 'parseInt':
    case 'parseLong':
    case 'valueOf':
      if (!WHOLE.test(argument)) throw new TemplateError(`For input string: "${argument}"`);
      return BigInt(argument.replace('+', ''));
    case 'parseDouble':
      return Number(argument);
    default:
      return undefined;
  }
}
