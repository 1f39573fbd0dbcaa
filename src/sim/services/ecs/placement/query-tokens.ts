import { invalidParameter } from '../errors.ts';

/** A word or sign of an expression. */
export interface Token {
  readonly kind: 'word' | 'quoted' | 'sign';
  readonly text: string;
}

const SIGNS = ['==', '!=', '>=', '<=', '=~', '!~', '&&', '||', '(', ')', '[', ']', ',', '>', '<', '!'];

/**
 * The words and signs of an expression. What follows `=~` is taken as it stands, up to a blank or to a closing
 * parenthesis that is not its own: a pattern may have parentheses, brackets and commas.
 */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text[at]!;
    if (isBlank(char)) {
      at++;
      continue;
    }
    const last = tokens.at(-1);
    const wantsPattern = last?.kind !== 'quoted' && /^(=~|!~|matches|not_matches)$/.test(last?.text ?? '');
    if (char === '"' || char === "'") {
      const end = text.indexOf(char, at + 1);
      if (end < 0) throw invalidParameter('The expression has a quotation mark without its other.');
      tokens.push({ kind: 'quoted', text: text.slice(at + 1, end) });
      at = end + 1;
    } else if (wantsPattern) {
      const end = endOfPattern(text, at);
      tokens.push({ kind: 'word', text: text.slice(at, end) });
      at = end;
    } else {
      // `!in` and `!exists` are words; `!` before anything else stands for itself.
      const word = /^!(in|exists)(?![\w:.-])/.exec(text.slice(at, at + 8))?.[0];
      const sign = word ?? SIGNS.find((sign) => text.startsWith(sign, at));
      const end = sign ? at + sign.length : endOfWord(text, at);
      if (end === at) throw invalidParameter(`The expression has a ${char} that it should not have.`);
      tokens.push({ kind: sign && !word ? 'sign' : 'word', text: text.slice(at, end) });
      at = end;
    }
  }
  return tokens;
}

function isBlank(char: string): boolean {
  return char === ' ' || char === '\t' || char === '\n' || char === '\r';
}

function endOfWord(text: string, at: number): number {
  while (at < text.length && /[\w.:@/\\+*-]/.test(text[at]!)) at++;
  return at;
}

function endOfPattern(text: string, at: number): number {
  let open = 0;
  for (; at < text.length && !isBlank(text[at]!); at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '(') open++;
    else if (text[at] === ')' && --open < 0) break;
  }
  return Math.min(at, text.length);
}
