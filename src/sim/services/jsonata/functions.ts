// What AWS adds to JSONata, and what has to be the same on every machine and in every run.
// https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html#jsonata-functions-provided-by-sfn
import { pow } from '../../kernel/math.ts';
import { base64, bytesOf } from '../../cloud/expressions/base64.ts';
import { digest } from '../../cloud/expressions/digest.ts';
import { seeded, uuid } from '../../cloud/expressions/random.ts';
import jsonata, { type Definition } from './evaluator.ts';
import { JsonataError } from './jsonata-error.ts';
import { outOfMemory } from './limits.ts';

/** What an evaluation takes from outside. */
export interface Ports {
  /** A number in [0, 1). */
  random: () => number;
  /** Milliseconds since 1970, as $millis gives them. */
  now: () => number;
  /** After how many steps an expression counts as endless, where the default of a few seconds' work is too long. */
  steps?: number;
}

/** Where a function finds the ports of the evaluation that it runs in: no expression can spell a symbol. */
export const PORTS = Symbol('ports');

interface Focus {
  readonly environment: { lookup(name: PropertyKey): unknown };
}

/** The longest array that AWS's $range was measured to give. */
const LONGEST_RANGE = 360_145;

function ports(focus: Focus): Ports {
  return focus.environment.lookup(PORTS) as Ports;
}

/** An array that JSONata takes for a sequence: one item stands for itself. */
function sequence(items: unknown[]): unknown[] {
  return Object.assign(items, { sequence: true });
}

function random(this: Focus, seed?: number): number {
  return seed === undefined ? ports(this).random() : seeded(Math.trunc(seed));
}

function shuffle(this: Focus, array?: readonly unknown[]): unknown {
  if (array === undefined) return undefined;
  const shuffled = [...array];
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = Math.floor(ports(this).random() * (i + 1));
    [shuffled[i], shuffled[j]] = [shuffled[j], shuffled[i]];
  }
  return shuffled;
}

function newUuid(this: Focus): string {
  return uuid(ports(this).random);
}

function power(this: Focus, base?: number, exponent?: number): number | undefined {
  if (base === undefined || exponent === undefined) return undefined;
  const value = pow(base, exponent);
  if (Number.isFinite(value)) return value;
  throw { code: 'D3061', index: 1, value: base, exp: exponent };
}

// Unlike a sequence, what $partition gives stays an array of arrays even when it holds one.
function partition(array?: readonly unknown[], size?: number): unknown {
  const chunk = Math.trunc(size ?? 0);
  if (array === undefined || array.length === 0 || chunk < 1) return undefined;
  const chunks: unknown[][] = [];
  for (let at = 0; at < array.length; at += chunk) chunks.push(array.slice(at, at + chunk));
  return chunks;
}

function range(first?: number, last?: number, step?: number): unknown {
  if (first === undefined || last === undefined || step === undefined) return undefined;
  const [from, to, by] = [Math.trunc(first), Math.trunc(last), Math.trunc(step)];
  const count = by === 0 ? 0 : Math.floor((to - from) / by) + 1;
  if (count > LONGEST_RANGE) throw outOfMemory();
  return count < 1 ? undefined : sequence(Array.from({ length: count }, (_, i) => from + i * by));
}

function hash(text?: string, algorithm?: string): string | undefined {
  if (text === undefined || algorithm === undefined) return undefined;
  const digits = digest(text, algorithm);
  if (digits !== undefined) return digits;
  throw new JsonataError(undefined, `${algorithm} is not one of MD5, SHA-1, SHA-256, SHA-384, SHA-512`);
}

function parse(text?: string): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new JsonataError(undefined, 'The string is not JSON');
  }
}

// JSONata's own takes a browser's window or Node's Buffer, neither of which a worker has. A character is a byte.
function base64encode(text?: string): string | undefined {
  return text === undefined
    ? undefined
    : base64(Uint8Array.from(text, (character) => character.charCodeAt(0)));
}

function base64decode(text?: string): string | undefined {
  if (text === undefined) return undefined;
  const bytes = bytesOf(text.replace(/[^A-Za-z0-9+/]/g, '')) ?? [];
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

/** By name, with JSONata's signatures: https://docs.jsonata.org/embedding-extending#function-signature-syntax */
export const FUNCTIONS: Readonly<Record<string, Definition>> = {
  random: jsonata.defineFunction(random, '<n?:n>'),
  shuffle: jsonata.defineFunction(shuffle, '<a:a>'),
  uuid: jsonata.defineFunction(newUuid, '<:s>'),
  power: jsonata.defineFunction(power, '<n-n:n>'),
  partition: jsonata.defineFunction(partition, '<an?:a>'),
  range: jsonata.defineFunction(range, '<nnn?:a>'),
  hash: jsonata.defineFunction(hash, '<s-s?:s>'),
  parse: jsonata.defineFunction(parse, '<s:x>'),
  base64encode: jsonata.defineFunction(base64encode, '<s-:s>'),
  base64decode: jsonata.defineFunction(base64decode, '<s-:s>'),
};
