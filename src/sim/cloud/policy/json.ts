import { JsonReader, JsonSyntaxError } from '../json/reader.ts';

/**
 * JSON as a policy needs it read: with the place of each object (the policy simulator reports it), with numbers as they
 * were written, and without the same key twice.
 */
export type JsonNode = JsonObject | JsonArray | JsonScalar;

/** An object, with the places of its braces. */
export interface JsonObject {
  kind: 'object';
  members: Map<string, JsonNode>;
  start: Position;
  end: Position;
}

/** A list. */
export interface JsonArray {
  kind: 'array';
  items: JsonNode[];
}

/** A string's characters; of a number, a boolean or null, how it was written. */
export interface JsonScalar {
  kind: 'string' | 'number' | 'boolean' | 'null';
  text: string;
}

/**
 * Just past an object's brace; both count from 1, as SimulatePrincipalPolicy's do.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_Position.html
 */
export interface Position {
  line: number;
  column: number;
}

/** What CreatePolicy's parameter may hold at most. https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
const MAX_LENGTH = 131_072;

/** A policy is at most eight deep: document, statements, statement, condition, operator, values. */
const MAX_DEPTH = 32;

/** Reads a text in one pass. @throws JsonSyntaxError */
export function readNodes(text: string): JsonNode {
  if (text.length > MAX_LENGTH) throw new JsonSyntaxError(`longer than ${MAX_LENGTH} characters`);
  const nodes = new NodeReader(text);
  return nodes.whole();
}

class NodeReader {
  readonly #text: string;
  readonly #reader: JsonReader;
  #line = 1;
  #lineStart = 0;
  #counted = 0;

  constructor(text: string) {
    this.#text = text;
    this.#reader = new JsonReader(text);
  }

  whole(): JsonNode {
    this.#reader.next();
    const root = this.#value(0);
    if (this.#reader.next() !== 'end' || !this.#reader.exhausted)
      throw new JsonSyntaxError('Unexpected text behind the value');
    return root;
  }

  #value(depth: number): JsonNode {
    if (depth > MAX_DEPTH) throw new JsonSyntaxError(`deeper than ${MAX_DEPTH}`);
    const { token, text } = this.#reader;
    switch (token) {
      case '{':
        return this.#object(depth);
      case '[': {
        const items: JsonNode[] = [];
        while (this.#reader.next() !== ']') items.push(this.#value(depth + 1));
        return { kind: 'array', items };
      }
      case 'string':
      case 'number':
      case 'null':
        return { kind: token, text };
      case 'true':
      case 'false':
        return { kind: 'boolean', text };
      default:
        throw new JsonSyntaxError('No content to map due to end-of-input');
    }
  }

  #object(depth: number): JsonObject {
    const start = this.#position();
    const members = new Map<string, JsonNode>();
    while (this.#reader.next() !== '}') {
      const key = this.#reader.text;
      if (members.has(key)) throw new JsonSyntaxError(`'${key}' twice`);
      this.#reader.next();
      members.set(key, this.#value(depth + 1));
    }
    return { kind: 'object', members, start, end: this.#position() };
  }

  /** Objects are met in the order of the text, so that its lines are counted once. */
  #position(): Position {
    const { at } = this.#reader;
    for (; this.#counted < at; this.#counted++) {
      if (this.#text[this.#counted] !== '\n') continue;
      this.#line++;
      this.#lineStart = this.#counted + 1;
    }
    return { line: this.#line, column: at - this.#lineStart + 1 };
  }
}
