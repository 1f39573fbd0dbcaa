/** A word or sign of an expression. */
export interface Token {
  kind: 'name' | 'alias' | 'value' | 'index' | 'symbol' | 'end';
  text: string;
  /** Where it begins and ends in the expression. */
  from: number;
  to: number;
}

const TOKEN = /[A-Za-z_][A-Za-z0-9_]*|[#:][A-Za-z0-9_]+|[0-9]+|<>|<=|>=|[-+=<>(),.[\]]/y;
const SPACE = /\s*/y;

/** The words of an expression. What belongs to none is a symbol, which no rule of the grammar takes. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = skipSpace(text, 0); at < text.length;) {
    TOKEN.lastIndex = at;
    const word = TOKEN.exec(text)?.[0] ?? text[at]!;
    tokens.push({ kind: kindOf(word), text: word, from: at, to: at + word.length });
    at = skipSpace(text, at + word.length);
  }
  tokens.push({ kind: 'end', text: '<EOF>', from: text.length, to: text.length });
  return tokens;
}

function skipSpace(text: string, at: number): number {
  SPACE.lastIndex = at;
  return at + SPACE.exec(text)![0].length;
}

function kindOf(word: string): Token['kind'] {
  const first = word[0]!;
  if (word.length > 1 && first === '#') return 'alias';
  if (word.length > 1 && first === ':') return 'value';
  if (first >= '0' && first <= '9') return 'index';
  return /^[A-Za-z_]/.test(word) ? 'name' : 'symbol';
}
