import { UsageError } from './usage.ts';

/** What reads lines and prints some of them, with the letters of the options that it has here. */
export const FILTERS: Readonly<Record<string, string>> = { grep: 'civ', head: 'n', sort: 'nr', tail: 'n', wc: 'l' }; // prettier-ignore

/**
 * The lines that a filter prints of a text. Patterns of `grep` are JavaScript's.
 *
 * @throws UsageError for what is not modelled, SyntaxError for what is no pattern
 */
export function filtered(program: string, words: readonly string[], text: string): string[] {
  const flags = words.filter((word) => word.startsWith('-')).join('');
  const has = (letter: string) => flags.includes(letter);
  const line = words.join(' ');
  if (new RegExp(`[^-\\d${FILTERS[program]}]`).test(flags) || (program === 'wc' && !flags))
    throw new UsageError(`${program} ${line}: not modelled`);
  const count = Number(/\d+/.exec(line)?.[0] ?? 10);
  const lines = text ? text.split('\n') : [];
  if (program === 'head') return lines.slice(0, count);
  if (program === 'tail') return lines.slice(Math.max(0, lines.length - count));
  if (program === 'wc') return [`${lines.length}`];
  if (program === 'grep') {
    const pattern = new RegExp(words.find((word) => !word.startsWith('-')) ?? '', has('i') ? 'i' : '');
    const found = lines.filter((one) => pattern.test(one) !== has('v'));
    return has('c') ? [`${found.length}`] : found;
  }
  lines.sort(has('n') ? (a, b) => parseFloat(a) - parseFloat(b) : undefined);
  return has('r') ? lines.reverse() : lines;
}
