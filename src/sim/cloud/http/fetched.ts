import type { Chunk, HostAnswer, Pairs } from './message.ts';

const decoder = new TextDecoder();

/** The headers of an answer; names have no case, several values of one name are joined by commas. */
export class FetchedHeaders {
  readonly #pairs: Pairs;

  /** Made by `fetch`. */
  constructor(pairs: Pairs) {
    this.#pairs = pairs;
  }

  /** The value of a header; null where it is not there. */
  get(name: string): string | null {
    const values = this.#pairs.filter(([each]) => each.toLowerCase() === name.toLowerCase());
    return values.length > 0 ? values.map(([, value]) => value).join(', ') : null;
  }

  /** Whether a header is there. */
  has(name: string): boolean {
    return this.get(name) !== null;
  }

  /** All, in the order in which they came, names in small letters. */
  [Symbol.iterator](): IterableIterator<[name: string, value: string]> {
    return this.#pairs
      .map(([name, value]): [string, string] => [name.toLowerCase(), value])
      [Symbol.iterator]();
  }
}

/** What came back from a host, as `Response` of JavaScript has it; the body is there at once, and needs no promise. */
export class Fetched {
  /** 200 and the like. */
  readonly status: number;
  /** The headers. */
  readonly headers: FetchedHeaders;
  /** What comes after the body that is there already: none but where `stream` asks for it. */
  readonly chunks: readonly Chunk[];
  readonly #body: string | Uint8Array;

  /** Made by `fetch`. */
  constructor({ status, headers = [], body = '', chunks }: HostAnswer) {
    this.status = status;
    this.chunks = chunks ?? [];
    this.headers = new FetchedHeaders(headers);
    this.#body = body;
  }

  /** The same with headers besides. */
  withHeaders(headers: Readonly<Record<string, string>>): Fetched {
    const { status, chunks } = this;
    return new Fetched({ status, chunks, headers: [...this.headers, ...Object.entries(headers)], body: this.#body }); // prettier-ignore
  }

  /** Whether the status is from 200 to 299. */
  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  /** The body as text. */
  text(): string {
    return typeof this.#body === 'string' ? this.#body : decoder.decode(this.#body);
  }

  /** The body, read as JSON, as whatever the caller expects. Throws SyntaxError where it is none. */
  json<T = Record<string, unknown>>(): T {
    return JSON.parse(this.text()) as T;
  }

  /** The body as bytes. */
  bytes(): Uint8Array {
    return typeof this.#body === 'string' ? new TextEncoder().encode(this.#body) : this.#body.slice();
  }
}
