import { invalid } from '../errors.ts';
import { matchesRegex, readRegex, type Regex } from './regex.ts';
import { Scanner } from './scanner.ts';

type Term = { kind: 'text'; text: string } | { kind: 'regex'; regex: Regex };

/** Terms that a message must have, of which it must have one, and that it must not have. */
export interface Terms {
  all: Term[];
  any: Term[];
  none: Term[];
}

const WORD = /[^\s"%]+/y;

/**
 * Reads the terms of an unstructured pattern: words, "phrases", %expressions%, with `?` before those that are optional
 * and `-` before those that exclude. A blank phrase is in every message.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html#matching-terms-unstructured-log-events
 */
export function readTerms(pattern: string): Terms {
  const terms: Terms = { all: [], any: [], none: [] };
  const scanner = new Scanner(pattern);
  while (!scanner.atEnd) {
    const list = scanner.accept('?') ? terms.any : scanner.accept('-') ? terms.none : terms.all;
    const term = readTerm(scanner);
    if (term.kind === 'regex' || term.text.trim() !== '') list.push(term);
  }
  // AWS: beside other terms, those with a question mark are ignored.
  if (terms.all.length > 0 || terms.none.length > 0) terms.any = [];
  return terms;
}

/** Whether a message has what the terms ask. */
export function matchesTerms({ all, any, none }: Terms, message: string): boolean {
  const has = (term: Term) =>
    term.kind === 'text' ? message.includes(term.text) : matchesRegex(term.regex, message);
  return all.every(has) && !none.some(has) && (any.length === 0 || any.some(has));
}

function readTerm(scanner: Scanner): Term {
  if (scanner.accept('"')) return { kind: 'text', text: scanner.until('"') };
  if (scanner.accept('%')) return { kind: 'regex', regex: readRegex(scanner.until('%')) };
  const text = scanner.take(WORD);
  if (text === undefined) throw scanner.refusal();
  const wrong = /[^\p{L}\p{N}_]/u.exec(text)?.[0];
  if (wrong !== undefined) throw invalid(`Invalid character(s) in term '${wrong}'`);
  return { kind: 'text', text };
}
