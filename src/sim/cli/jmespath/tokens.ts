/** A piece of an expression. */
export interface Token {
  readonly type: 'identifier' | 'literal' | 'number' | 'end' | 'mark';
  /** The mark, the name. */
  readonly text: string;
  /** What a literal or a number stands for. */
  readonly value?: unknown;
  readonly at: number;
}

/** An expression that is none. */
export class JmespathError extends Error {
  override readonly name = 'JmespathError';
}

const MARKS = ['||', '&&', '==', '!=', '<=', '>=', '[?', '[]', '|', '&', '!', '<', '>', '.', ',', ':', '@', '*', '[', ']', '{', '}', '(', ')']; // prettier-ignore

/** Takes an expression apart. @throws JmespathError */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const add = (type: Token['type'], length: number, more: Partial<Token> = {}) => {
    tokens.push({ type, text: text.slice(at, at + length), at, ...more });
    at += length;
  };
  while (at < text.length) {
    const rest = text.slice(at);
    const space = /^\s+/.exec(rest)?.[0].length ?? 0;
    const name = /^[A-Za-z_]\w*/.exec(rest)?.[0];
    const number = /^-?\d+/.exec(rest)?.[0];
    const quoted = /^"(?:[^"\\]|\\.)*"/s.exec(rest)?.[0];
    const raw = /^'(?:[^'\\]|\\.)*'/s.exec(rest)?.[0];
    const json = /^`(?:[^`\\]|\\.)*`/s.exec(rest)?.[0];
    if (space) at += space;
    else if (name) add('identifier', name.length);
    else if (number) add('number', number.length, { value: Number(number) });
    else if (quoted) add('identifier', quoted.length, { text: JSON.parse(quoted) as string });
    else if (raw) add('literal', raw.length, { value: raw.slice(1, -1).replace(/\\'/g, "'") });
    else if (json) add('literal', json.length, { value: literal(json.slice(1, -1).replace(/\\`/g, '`')) });
    else {
      const mark = MARKS.find((each) => rest.startsWith(each));
      if (!mark) throw new JmespathError(`Bad value for --query ${text}: unknown character at column ${at}`);
      add('mark', mark.length);
    }
  }
  return [...tokens, { type: 'end', text: '', at }];
}

/** What stands between backquotes: JSON, or, as the first specification had it, a text without quotes. */
function literal(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text.trim();
  }
}
