import { matchesRegex, type Regex } from './regex.ts';

/** How values are compared. */
export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** The right side of a comparison: a text in which `*` stands for anything, or a regular expression. */
export type Operand =
  { kind: 'text'; text: string; number: number | undefined } | { kind: 'regex'; regex: Regex };

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

/** A text as the right side. */
export function textOperand(text: string): Operand {
  return { kind: 'text', text, number: toNumber(text) };
}

/** The number that a text is, if it is one. */
export function toNumber(text: string): number | undefined {
  return NUMBER.test(text) ? Number(text) : undefined;
}

/** Compares a value, as text, with an operand. Only numbers are less or greater than one another. */
export function compares(value: string, operator: Operator, operand: Operand): boolean {
  if (operator === '=') return equals(value, operand);
  if (operator === '!=') return !equals(value, operand);
  const left = toNumber(value);
  if (operand.kind !== 'text' || operand.number === undefined || left === undefined) return false;
  switch (operator) {
    case '<':
      return left < operand.number;
    case '<=':
      return left <= operand.number;
    case '>':
      return left > operand.number;
    case '>=':
      return left >= operand.number;
  }
}

function equals(value: string, operand: Operand): boolean {
  if (operand.kind === 'regex') return matchesRegex(operand.regex, value);
  if (operand.number !== undefined && toNumber(value) === operand.number) return true;
  return matchesWildcard(operand.text, value);
}

/** Whether a text is like a pattern with `*`. Each part is looked for behind the one before it, never twice. */
export function matchesWildcard(pattern: string, text: string): boolean {
  const parts = pattern.split('*');
  if (parts.length === 1) return pattern === text;
  const first = parts.shift()!;
  const last = parts.pop()!;
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last))
    return false;
  let at = first.length;
  const end = text.length - last.length;
  for (const part of parts) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
