/** What a JSON text is made of. `name` is an object's key; `end` comes after the last token. */
export type Token = '{' | '}' | '[' | ']' | 'name' | 'string' | 'number' | 'true' | 'false' | 'null' | 'end';

/** A text that is not JSON. The words are those of the parser that AWS's event matching rests on. */
export class JsonSyntaxError extends Error {
  override readonly name = 'JsonSyntaxError';
}

/** Deeper texts are refused, as by AWS's parser: recursion over what was read stays safe. */
export const MAX_DEPTH = 1000;

const VALUE = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

/**
 * Reads a JSON text token by token, so that a reader can refuse a token before it meets a mistake behind it: that
 * is the order in which AWS reports what is wrong with a pattern. Numbers stay text: `300.0` is not `300`.
 */
export class JsonReader {
  /** The last token read. */
  token: Token = 'end';
  /** The name, the string without its escapes, the number as written, or the token itself. */
  text = '';

  readonly #input: string;
  #at = 0;
  /** The brackets that are open, outermost first. */
  readonly #open: ('{' | '[')[] = [];
  /** Whether a value (or a name, in an object) must come next: at the start, behind a colon, behind a comma. */
  #due = true;
  /** Whether the bracket opened last is still empty. */
  #empty = false;

  constructor(input: string) {
    this.#input = input;
  }

  /** Where the text goes on behind the last token: an index into it. */
  get at(): number {
    return this.#at;
  }

  /** Whether nothing but blanks is left. Text behind the first value is the caller's affair. */
  get exhausted(): boolean {
    const code = this.#skipBlanks();
    return code !== code;
  }

  /** Reads the next token. */
  next(): Token {
    const code = this.#skipBlanks();
    const open = this.#open.at(-1);
    if (open === undefined) {
      if (!this.#due || code !== code) return this.#is('end');
      return this.#value(code);
    }
    if (code !== code) {
      throw new JsonSyntaxError(
        `Unexpected end-of-input: expected close marker for ${open === '{' ? 'Object' : 'Array'} (start marker`,
      );
    }
    // Behind a name's colon nothing but a value will do.
    if (this.token === 'name') return this.#value(code);
    if (code === 0x7d || code === 0x5d) {
      if (this.#empty || !this.#due) return this.#close(code === 0x7d ? '}' : ']', open);
    } else if (!this.#due && code !== 0x2c) {
      throw this.#unexpected(
        code,
        `was expecting comma to separate ${open === '{' ? 'Object' : 'Array'} entries`,
      );
    }
    let first = code;
    if (!this.#due) {
      this.#at++;
      first = this.#skipBlanks();
    }
    return open === '{' ? this.#name(first) : this.#value(first);
  }

  #is(token: Token, text: string = token): Token {
    this.token = token;
    this.text = text;
    return token;
  }

  #close(marker: '}' | ']', open: '{' | '['): Token {
    const expected = open === '{' ? '}' : ']';
    if (marker !== expected) {
      const what = open === '{' ? 'Object' : 'Array';
      throw new JsonSyntaxError(
        `Unexpected close marker '${marker}': expected '${expected}' (for ${what} starting`,
      );
    }
    this.#at++;
    this.#open.pop();
    this.#due = false;
    this.#empty = false;
    return this.#is(marker);
  }

  #name(code: number): Token {
    if (code !== 0x22) throw this.#unexpected(code, 'was expecting double-quote to start field name');
    const name = this.#string();
    const colon = this.#skipBlanks();
    if (colon !== 0x3a)
      throw this.#unexpected(colon, 'was expecting a colon to separate field name and value');
    this.#at++;
    this.#due = true;
    this.#empty = false;
    return this.#is('name', name);
  }

  #value(code: number): Token {
    this.#due = false;
    this.#empty = false;
    if (code === 0x22) return this.#is('string', this.#string());
    if (code === 0x7b) return this.#begin('{');
    if (code === 0x5b) return this.#begin('[');
    if (code === 0x2d || (code >= 0x30 && code <= 0x39)) return this.#is('number', this.#number());
    return this.#word(code);
  }

  #begin(bracket: '{' | '['): Token {
    if (this.#open.length === MAX_DEPTH) {
      throw new JsonSyntaxError(
        `Document nesting depth (${MAX_DEPTH + 1}) exceeds the maximum allowed (${MAX_DEPTH})`,
      );
    }
    this.#at++;
    this.#open.push(bracket);
    this.#due = true;
    this.#empty = true;
    return this.#is(bracket);
  }

  #word(code: number): Token {
    let end = this.#at;
    while (isWordPart(this.#input.charCodeAt(end))) end++;
    const word = this.#input.slice(this.#at, end);
    if (word === '') throw this.#unexpected(code, `expected a valid value ${VALUE}`);
    if (word !== 'true' && word !== 'false' && word !== 'null') {
      throw new JsonSyntaxError(`Unrecognized token '${word}': was expecting ${VALUE}`);
    }
    this.#at = end;
    return this.#is(word);
  }

  #number(): string {
    const input = this.#input;
    const start = this.#at;
    let at = start;
    const digits = (what: string): void => {
      const first = at;
      while (isDigit(input.charCodeAt(at))) at++;
      if (at === first) throw this.#unexpected(input.charCodeAt(at), what);
    };
    if (input.charCodeAt(at) === 0x2d) at++;
    if (input.charCodeAt(at) === 0x30 && isDigit(input.charCodeAt(at + 1))) {
      throw new JsonSyntaxError('Invalid numeric value: Leading zeroes not allowed');
    }
    digits('Expected digit (0-9) to follow minus sign, for valid numeric value');
    if (input.charCodeAt(at) === 0x2e) {
      at++;
      digits('Decimal point not followed by a digit');
    }
    if ((input.charCodeAt(at) | 0x20) === 0x65) {
      at++;
      if (input.charCodeAt(at) === 0x2b || input.charCodeAt(at) === 0x2d) at++;
      digits('Exponent indicator not followed by a digit');
    }
    if (isWordPart(input.charCodeAt(at))) {
      throw this.#unexpected(input.charCodeAt(at), 'Expected space separating root-level values');
    }
    this.#at = at;
    return input.slice(start, at);
  }

  #string(): string {
    const input = this.#input;
    let from = ++this.#at;
    let text = '';
    for (let at = from; ; at++) {
      const code = input.charCodeAt(at);
      if (code === 0x22) {
        this.#at = at + 1;
        return text === '' ? input.slice(from, at) : text + input.slice(from, at);
      }
      if (code !== code) {
        throw new JsonSyntaxError('Unexpected end-of-input: was expecting closing quote for a string value');
      }
      if (code < 0x20) {
        throw new JsonSyntaxError(
          `Illegal unquoted character ((CTRL-CHAR, code ${code})): has to be escaped using backslash to be included in string value`,
        );
      }
      if (code === 0x5c) {
        text += input.slice(from, at);
        this.#at = at + 1;
        text += this.#escape();
        from = this.#at;
        at = from - 1;
      }
    }
  }

  #escape(): string {
    const input = this.#input;
    const char = input.charAt(this.#at++);
    const plain = ESCAPES.get(char);
    if (plain !== undefined) return plain;
    if (char !== 'u') {
      throw new JsonSyntaxError(`Unrecognized character escape ${quoted(char.charCodeAt(0))}`);
    }
    let unit = 0;
    for (let i = 0; i < 4; i++) {
      const code = input.charCodeAt(this.#at);
      const digit = hexDigit(code);
      if (digit < 0) throw this.#unexpected(code, 'expected a hex-digit for character escape sequence');
      unit = unit * 16 + digit;
      this.#at++;
    }
    return String.fromCharCode(unit);
  }

  #skipBlanks(): number {
    for (;;) {
      const code = this.#input.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return code;
      this.#at++;
    }
  }

  #unexpected(code: number, why: string): JsonSyntaxError {
    if (code !== code) return new JsonSyntaxError('Unexpected end-of-input');
    return new JsonSyntaxError(`Unexpected character (${quoted(code)}): ${why}`);
  }
}

const ESCAPES = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

function quoted(code: number): string {
  if (code < 0x20) return `(CTRL-CHAR, code ${code})`;
  return `'${String.fromCharCode(code)}' (code ${code})`;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isWordPart(code: number): boolean {
  return (
    isDigit(code) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x61 && code <= 0x7a) ||
    code === 0x5f ||
    code === 0x24
  );
}

function hexDigit(code: number): number {
  if (isDigit(code)) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}
