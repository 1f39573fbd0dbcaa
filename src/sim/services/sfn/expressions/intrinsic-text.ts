import { ExpressionError } from './expression-error.ts';
import { Reader } from './reader.ts';

/** What an intrinsic function is given, or the call itself. */
export type Argument =
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Argument[] }
  | { readonly kind: 'path'; readonly text: string }
  /** `raw` keeps the backslashes: States.Format has to tell `\{` from `{`. */
  | { readonly kind: 'text'; readonly raw: string; readonly value: string }
  | { readonly kind: 'value'; readonly value: unknown };

/** A call of an intrinsic function. */
export type Call = Extract<Argument, { kind: 'call' }>;

/** So many functions may a field hold, nested or beside each other. */
const MOST = 10;

const KEPT = 1000;
const parsed = new Map<string, Call>();

/** The error of an intrinsic function: AWS quotes the whole field, not the inner call that failed. */
export function intrinsicError(
  text: string,
  why: string,
  error = 'States.IntrinsicFailure',
): ExpressionError {
  return new ExpressionError(error, `The function '${text}' had the following error: ${why}`);
}

/** The call that a text is, taken apart once. */
export function parseCall(text: string): Call {
  let call = parsed.get(text);
  if (call === undefined) {
    call = new CallReader(text).whole();
    if (parsed.size >= KEPT) parsed.clear();
    parsed.set(text, call);
  }
  return call;
}

class CallReader {
  readonly #reader: Reader;
  #calls = 0;

  constructor(text: string) {
    this.#reader = new Reader(text, 0, (why) => intrinsicError(text, why));
  }

  whole(): Call {
    this.#reader.blanks();
    const call = this.#call();
    this.#reader.blanks();
    if (!this.#reader.done) throw this.#reader.error(`Nothing may follow at position ${this.#reader.at}`);
    return call;
  }

  #call(): Call {
    const reader = this.#reader;
    if (++this.#calls > MOST) throw reader.error(`A field holds at most ${MOST} intrinsic functions`);
    reader.expect('States.');
    const name = reader.until('( \t\n');
    reader.blanks();
    reader.expect('(');
    reader.blanks();
    const args: Argument[] = [];
    for (; !reader.take(')'); reader.blanks()) {
      if (args.length > 0) reader.expect(',');
      reader.blanks();
      args.push(this.#argument());
    }
    return { kind: 'call', name, args };
  }

  #argument(): Argument {
    const reader = this.#reader;
    if (reader.sees('States.')) return this.#call();
    if (reader.sees('$')) return { kind: 'path', text: this.#path() };
    if (reader.sees("'")) return this.#text();
    const number = reader.number();
    if (number !== undefined) return { kind: 'value', value: number };
    const word = reader.word();
    if (word === 'null') return { kind: 'value', value: null };
    if (word === 'true' || word === 'false') return { kind: 'value', value: word === 'true' };
    throw reader.error(
      `Expected a path, a function, a text, a number, true, false or null at position ${reader.at}`,
    );
  }

  /** A path ends at a comma or a round bracket, unless square brackets or quotes hold it. */
  #path(): string {
    const reader = this.#reader;
    const start = reader.at;
    for (let depth = 0; !reader.done; reader.at++) {
      const character = reader.text.charAt(reader.at);
      if (character === '[') depth++;
      else if (character === ']') depth--;
      else if (depth > 0 && (character === "'" || character === '"')) {
        reader.quoted();
        reader.at--;
      } else if (depth <= 0 && (character === ',' || character === ')')) break;
    }
    return reader.text.slice(start, reader.at).trimEnd();
  }

  // https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html: only quotes, curly brackets and the
  // backslash itself may stand behind a backslash.
  #text(): Argument {
    const reader = this.#reader;
    const start = reader.at + 1;
    const value = reader.quoted();
    const raw = reader.text.slice(start, reader.at - 1);
    const open = /\\[^'{}\\]/.exec(raw.replaceAll('\\\\', ''));
    if (open !== null) throw reader.error(`The backslash in ${open[0]} escapes nothing`);
    return { kind: 'text', raw, value };
  }
}
