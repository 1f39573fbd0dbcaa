import { utf8 } from '../../../cloud/digest/index.ts';
import { base64, bytesOf } from '../../../cloud/expressions/base64.ts';
import { digest } from '../../../cloud/expressions/digest.ts';
import { seeded, uuid } from '../../../cloud/expressions/random.ts';
import { canonical, isObject, javaText, sameJson } from './json.ts';

/** A function's arguments do not suit it; the message says why. */
export class InvalidArguments extends Error {}

type Run = (args: readonly unknown[], random: () => number) => unknown;

/** Base64 and hashes take no longer texts. */
const LONGEST_TEXT = 10_000;
const LONGEST_RANGE = 1000;

/** By name, without `States.`. */
export const FUNCTIONS: ReadonlyMap<string, Run> = new Map<string, Run>([
  ['Array', (args) => [...args]],
  ['ArrayPartition', takes(2, ([array, size]) => partition(list(array), integer(size)))],
  ['ArrayContains', takes(2, ([array, value]) => list(array).some((item) => sameJson(item, value)))],
  ['ArrayRange', takes(3, ([first, last, step]) => range(integer(first), integer(last), integer(step)))],
  ['ArrayGetItem', takes(2, ([array, index]) => item(list(array), integer(index)))],
  ['ArrayLength', takes(1, ([array]) => list(array).length)],
  ['ArrayUnique', takes(1, ([array]) => unique(list(array)))],
  ['Base64Encode', takes(1, ([value]) => base64(utf8(short(value))))],
  [
    'Base64Decode',
    takes(1, ([value]) =>
      new TextDecoder('utf-8', { ignoreBOM: true }).decode(
        bytesOf(short(value)) ?? refuse('it is not Base64'),
      ),
    ),
  ],
  ['Hash', takes(2, ([data, algorithm]) => hash(data, algorithm))],
  ['JsonMerge', takes(3, ([left, right, deep]) => merge(left, right, deep))],
  ['JsonToString', takes(1, ([value]) => JSON.stringify(value))],
  ['StringToJson', takes(1, ([value]) => parse(text(value)))],
  ['StringSplit', takes(2, ([value, delimiters]) => split(text(value), text(delimiters)))],
  ['MathAdd', takes(2, ([left, right]) => int32(int32(integer(left)) + int32(integer(right))))],
  ['MathRandom', (args, random) => between(args, random)],
  ['Format', ([template, ...values]) => format(text(template), values)],
  ['UUID', takes(0, (_, random) => uuid(random))],
]);

function takes(count: number, run: Run): Run {
  return (args, random) => {
    if (args.length !== count) refuse(`${count} arguments are expected, not ${args.length}`);
    return run(args, random);
  };
}

function refuse(why: string): never {
  throw new InvalidArguments(why);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : refuse('an array is expected');
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : refuse('a string is expected');
}

function short(value: unknown): string {
  const given = text(value);
  return given.length <= LONGEST_TEXT ? given : refuse(`at most ${LONGEST_TEXT} characters are allowed`);
}

/** A whole number: a fraction is rounded to the nearest, halves up, as Java's Math.round does. */
function integer(value: unknown): number {
  // Adding zero makes a zero of what Math.round leaves as minus zero.
  return typeof value === 'number' ? Math.round(value) + 0 : refuse('a number is expected');
}

function int32(value: number): number {
  return value === (value | 0) ? value : refuse('the number does not fit into 32 bits');
}

function partition(array: readonly unknown[], size: number): unknown[][] {
  if (size < 1) refuse('the size of a chunk must be positive');
  const chunks: unknown[][] = [];
  for (let at = 0; at < array.length; at += size) chunks.push(array.slice(at, at + size));
  return chunks;
}

function range(first: number, last: number, step: number): number[] {
  if (step === 0) refuse('the increment must not be zero');
  const count = Math.max(0, Math.floor((last - first) / step) + 1);
  if (!(count <= LONGEST_RANGE)) refuse(`the array would have more than ${LONGEST_RANGE} items`);
  return Array.from({ length: count }, (_, i) => first + i * step);
}

function item(array: readonly unknown[], index: number): unknown {
  return index >= 0 && index < array.length ? array[index] : refuse(`there is no item ${index}`);
}

function unique(array: readonly unknown[]): unknown[] {
  const seen = new Map<string, unknown>();
  for (const value of array) {
    const key = canonical(value);
    if (!seen.has(key)) seen.set(key, value);
  }
  return [...seen.values()];
}

function hash(data: unknown, algorithm: unknown): string {
  const given = short(typeof data === 'string' ? data : JSON.stringify(data));
  return digest(given, text(algorithm)) ?? refuse('the algorithm is MD5, SHA-1, SHA-256, SHA-384 or SHA-512');
}

// Only the shallow merge exists: a key of the second object replaces that of the first whole.
function merge(left: unknown, right: unknown, deep: unknown): unknown {
  if (!isObject(left) || !isObject(right)) refuse('two objects are expected');
  if (deep !== false) refuse('the third argument must be false');
  return { ...left, ...right };
}

/** Nothing but blanks is null, as Jackson reads it. */
function parse(given: string): unknown {
  if (given.trim() === '') return null;
  try {
    const value: unknown = JSON.parse(given);
    return value === 0 ? 0 : value;
  } catch {
    return refuse('the string is not JSON');
  }
}

/** Each character of `delimiters` is one, and what is empty between two is left out: Apache Commons' split. */
function split(given: string, delimiters: string): string[] {
  const stops = new Set(delimiters);
  const parts: string[] = [];
  let part = '';
  for (const character of given) {
    if (!stops.has(character)) {
      part += character;
    } else if (part !== '') {
      parts.push(part);
      part = '';
    }
  }
  return part === '' ? parts : [...parts, part];
}

/** From the first number up to, but without, the second; always the same for one seed. */
function between(args: readonly unknown[], random: () => number): number {
  if (args.length < 2 || args.length > 3) refuse('two or three arguments are expected');
  const [start, end] = [integer(args[0]), integer(args[1])];
  if (!(start < end)) refuse('the start must be less than the end');
  const fraction = args.length === 3 ? seeded(integer(args[2])) : random();
  return start + Math.floor(fraction * (end - start));
}

/** Puts a value in place of each `{}`; a curly bracket behind a backslash is only that. */
function format(template: string, values: readonly unknown[]): string {
  let used = 0;
  const filled = template.replace(/\\(.)|\{\}|[{}]/gsu, (found: string, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped;
    if (found !== '{}') refuse(`matching bracket not found for '${found}'`);
    const value = values[used++];
    return used <= values.length ? javaText(value) : '';
  });
  if (used !== values.length) refuse('number of arguments do not match the occurrences of {}.');
  return filled;
}
