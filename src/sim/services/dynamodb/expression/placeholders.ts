import { invalid } from '../errors.ts';
import { readValue, type AttributeValue, type Given } from '../items/value.ts';

/**
 * ExpressionAttributeNames and ExpressionAttributeValues of one request. All of its expressions share them, and each
 * must be used by one of them.
 */
export class Placeholders {
  readonly #names: ReadonlyMap<string, string>;
  readonly #values: ReadonlyMap<string, AttributeValue>;
  readonly #used = new Set<string>();

  constructor(names?: Readonly<Record<string, string>>, values?: Given) {
    this.#names = new Map(
      entries('ExpressionAttributeNames', '#', names).map(([key, name]) => [key, String(name)]),
    );
    this.#values = new Map(
      entries('ExpressionAttributeValues', ':', values as Readonly<Record<string, Given>> | undefined).map(
        ([key, value]) => [key, read(key, value)],
      ),
    );
  }

  name(alias: string): string | undefined {
    this.#used.add(alias);
    return this.#names.get(alias);
  }

  value(alias: string): AttributeValue | undefined {
    this.#used.add(alias);
    return this.#values.get(alias);
  }

  /** To be called when all expressions of the request have been read, of which there was at least one or none. */
  checkUsed(expressions: number): void {
    for (const [parameter, given] of [
      ['ExpressionAttributeNames', this.#names],
      ['ExpressionAttributeValues', this.#values],
    ] as const) {
      if (given.size === 0) continue;
      if (expressions === 0) throw invalid(`${parameter} can only be specified when using expressions`);
      const unused = [...given.keys()].filter((key) => !this.#used.has(key));
      if (unused.length > 0) {
        throw invalid(`Value provided in ${parameter} unused in expressions: keys: {${unused.join(', ')}}`);
      }
    }
  }
}

function entries<Value>(
  parameter: string,
  sign: string,
  given?: Readonly<Record<string, Value>>,
): [string, Value][] {
  if (given === undefined) return [];
  const pairs = Object.entries(given);
  if (pairs.length === 0) throw invalid(`${parameter} must not be empty`);
  for (const [key] of pairs) {
    if (!/^[#:][A-Za-z0-9_]+$/.test(key) || key[0] !== sign) {
      throw invalid(`${parameter} contains invalid key: Syntax error; key: "${key}"`);
    }
  }
  return pairs;
}

function read(key: string, given: Given): AttributeValue {
  try {
    return readValue(given);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw invalid(`ExpressionAttributeValues contains invalid value: ${message} for key ${key}`);
  }
}
