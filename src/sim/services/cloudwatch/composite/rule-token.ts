import { validationError } from '../errors.ts';

/** A piece of an alarm rule. */
export interface RuleToken {
  readonly kind: 'word' | 'quoted' | '(' | ')' | ',' | 'end';
  /** A word or quoted name without its quotes; else the sign itself. */
  readonly text: string;
  /** Where it begins, counted from 0, as AWS's errors count. */
  readonly at: number;
}

/** Splits an alarm rule. Names without quotes end at a space, a bracket or a comma. */
export function tokenize(rule: string): RuleToken[] {
  const tokens: RuleToken[] = [];
  let at = 0;
  while (at < rule.length) {
    const char = rule[at] as string;
    if (isSpace(char)) {
      at++;
    } else if (char === '(' || char === ')' || char === ',') {
      tokens.push({ kind: char, text: char, at });
      at++;
    } else if (char === '"') {
      const { text, end } = readQuoted(rule, at);
      tokens.push({ kind: 'quoted', text, at });
      at = end;
    } else {
      let end = at + 1;
      while (end < rule.length && !isDelimiter(rule[end] as string)) end++;
      tokens.push({ kind: 'word', text: rule.slice(at, end), at });
      at = end;
    }
  }
  tokens.push({ kind: 'end', text: '', at: rule.length });
  return tokens;
}

/** A name in quotes. A backslash stands before a quote in the name. */
function readQuoted(rule: string, at: number): { text: string; end: number } {
  const parts: string[] = [];
  let from = at + 1;
  for (let index = from; index < rule.length; index++) {
    if (rule[index] === '\\' && index + 1 < rule.length) {
      parts.push(rule.slice(from, index));
      from = ++index;
    } else if (rule[index] === '"') {
      parts.push(rule.slice(from, index));
      return { text: parts.join(''), end: index + 1 };
    }
  }
  throw validationError(`Error in AlarmRule [Unclosed quotation mark at char ${at}]`);
}

function isSpace(char: string): boolean {
  return char === ' ' || char === '\t' || char === '\n' || char === '\r';
}

function isDelimiter(char: string): boolean {
  return isSpace(char) || char === '(' || char === ')' || char === ',' || char === '"';
}
