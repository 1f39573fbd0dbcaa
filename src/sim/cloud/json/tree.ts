import { JsonReader, JsonSyntaxError } from './reader.ts';

/** A number as it was written: `300.0`, `3e2`, forty digits. */
export class JsonNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** An object: a Map, so that no key of the text meets JavaScript's own (`__proto__`). */
export type JsonObject = Map<string, JsonValue>;
/** A value of JSON. */
export type JsonValue = JsonObject | JsonValue[] | string | JsonNumber | boolean | null;

/** Reads a whole text. Of a key that comes twice the last value counts; its place is the first one's. */
export function readJson(text: string): JsonValue {
  const reader = new JsonReader(text);
  reader.next();
  const value = valueAt(reader);
  if (reader.next() !== 'end' || !reader.exhausted)
    throw new JsonSyntaxError('Unexpected text behind the value');
  return value;
}

function valueAt(reader: JsonReader): JsonValue {
  switch (reader.token) {
    case '{': {
      const object: JsonObject = new Map();
      while (reader.next() !== '}') {
        const name = reader.text;
        reader.next();
        object.set(name, valueAt(reader));
      }
      return object;
    }
    case '[': {
      const array: JsonValue[] = [];
      while (reader.next() !== ']') array.push(valueAt(reader));
      return array;
    }
    case 'string':
      return reader.text;
    case 'number':
      return new JsonNumber(reader.text);
    case 'true':
      return true;
    case 'false':
      return false;
    case 'null':
      return null;
    default:
      throw new JsonSyntaxError('No content to map due to end-of-input');
  }
}

/** Writes a value as compact JSON; numbers as they were written. */
export function writeJson(value: JsonValue): string {
  if (value instanceof Map) {
    const members: string[] = [];
    for (const [name, member] of value) members.push(`${JSON.stringify(name)}:${writeJson(member)}`);
    return `{${members.join(',')}}`;
  }
  if (Array.isArray(value)) return `[${value.map(writeJson).join(',')}]`;
  if (value instanceof JsonNumber) return value.text;
  return JSON.stringify(value);
}
