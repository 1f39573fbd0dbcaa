import type { CommandOutcome } from './aws.ts';
import { UsageError } from './usage.ts';

/** What reads lines, from a pipe or a file, and prints some of them. */
const FILTERS: Readonly<Record<string, (lines: readonly string[], given: Given) => Result>> = {
  head: (lines, given) => lines.slice(0, count(given)),
  // `-n +2`: from the second line on.
  tail: (lines, given) => {
    const from = /^\+(\d+)$/.exec(given.values.get('n') ?? '')?.[1];
    return lines.slice(Math.max(0, from === undefined ? lines.length - count(given) : Number(from) - 1));
  },
  grep,
  sort,
  wc,
};

/** Letters of options, those with a value behind a colon, as in `getopt`. */
const OPTIONS: Readonly<Record<string, string>> = {
  head: 'n:',
  tail: 'n:',
  grep: 'ivcnoqEFe:',
  sort: 'rnuk:t:',
  wc: 'lwcm',
};

/** Names of the filters. */
export const FILTER_NAMES = Object.keys(FILTERS);

/** What people put behind a pipe and what is not here, with what to do instead. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['awk', 'cut', 'jq', 'less', 'more', 'perl', 'python', 'python3', 'sed', 'tee', 'tr', 'uniq', 'xargs'].map((name) => [name, `not modelled. There are ${FILTER_NAMES.join(', ')}`]), // prettier-ignore
  ),
  jq: 'not modelled. --query chooses from an answer',
};

/** The error of a program that is known and not modelled. */
export function notHere(program: string): string | undefined {
  return Object.hasOwn(ELSEWHERE, program) ? `bash: ${program}: ${ELSEWHERE[program]}` : undefined;
}

interface Given {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
  readonly words: readonly string[];
}

type Result = readonly string[] | CommandOutcome;

/** Runs a filter. `read` gives a file's text. @throws UsageError */
export function filtered(
  program: string,
  words: readonly string[],
  input: string | undefined,
  read: (name: string) => string | undefined,
): CommandOutcome {
  const given = optionsOf(program, words);
  const files = program === 'grep' && !given.values.has('e') ? given.words.slice(1) : given.words;
  if (files.length > 1) throw new UsageError(`${program}: more than one file is not modelled`);
  const [file] = files;
  const text = file === undefined ? (input ?? '') : read(file);
  if (text === undefined) return failed(`${program}: ${file}: No such file or directory`, program === 'grep' ? 2 : 1); // prettier-ignore
  const result = FILTERS[program]!(linesOf(text), given);
  if (!('out' in result)) return { out: result.join('\n'), err: '', code: 0 };
  return file !== undefined && program === 'wc' ? { ...result, out: `${result.out} ${file}` } : result;
}

const linesOf = (text: string) => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));
const failed = (err: string, code: number): CommandOutcome => ({ out: '', err, code });

function optionsOf(program: string, words: readonly string[]): Given {
  const known = OPTIONS[program]!;
  const [flags, values, rest] = [new Set<string>(), new Map<string, string>(), [] as string[]];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (!/^-./.test(word) || rest.length > 0) rest.push(word);
    // `head -5` is `head -n 5`.
    else if (/^-\d+$/.test(word) && known.startsWith('n:')) values.set('n', word.slice(1));
    else
      for (let i = 1; i < word.length; i++) {
        const letter = word[i]!;
        const found = known.indexOf(letter);
        if (found < 0 || letter === ':') throw new UsageError(`${program}: -${letter} is not modelled`);
        if (known[found + 1] !== ':') flags.add(letter);
        else {
          values.set(letter, word.slice(i + 1) || (words[++at] ?? ''));
          break;
        }
      }
  }
  return { flags, values, words: rest };
}

/** How many lines: ten where nothing is said. */
function count({ values }: Given): number {
  const text = values.get('n') ?? '10';
  if (!/^\d+$/.test(text)) throw new UsageError(`invalid number of lines: '${text}'`);
  return Number(text);
}

function grep(lines: readonly string[], { flags, values, words }: Given): Result {
  const pattern = values.get('e') ?? words[0];
  if (pattern === undefined) throw new UsageError('grep: a pattern is missing');
  const test = regexOf(pattern, flags);
  const found = lines.map((line, i) => ({ line, number: i + 1 })).filter(({ line }) => test.test(line) !== flags.has('v')); // prettier-ignore
  const code = found.length > 0 ? 0 : 1;
  if (flags.has('q')) return { out: '', err: '', code };
  if (flags.has('c')) return { out: String(found.length), err: '', code };
  const each = new RegExp(test, `${test.flags}g`);
  const out = found.flatMap(({ line, number }) => {
    const start = flags.has('n') ? `${number}:` : '';
    const texts = flags.has('o') ? [...line.matchAll(each)].map(([part]) => part).filter(Boolean) : [line];
    return texts.map((text) => start + text);
  });
  return { out: out.join('\n'), err: '', code };
}

/** A pattern of grep: without `-E` the signs `+ ? | ( ) { }` are plain, and special behind a backslash. */
function regexOf(pattern: string, flags: ReadonlySet<string>): RegExp {
  let source = pattern;
  if (flags.has('F')) source = pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  else if (!flags.has('E'))
    source = pattern.replace(/\\?[+?|(){}]/g, (sign) => (sign.length > 1 ? sign[1]! : `\\${sign}`));
  try {
    return new RegExp(source, flags.has('i') ? 'i' : '');
  } catch {
    throw new UsageError(`grep: the pattern ${pattern} can't be read`);
  }
}

/** By characters, or by numbers; by the whole line, or from a field on. */
function sort(lines: readonly string[], { flags, values }: Given): Result {
  const [first = 1, last] = (values.get('k') ?? '').split(',').map((field) => parseInt(field) || undefined);
  const separator = values.get('t');
  const key = (line: string) => {
    if (!values.has('k')) return line;
    const fields = separator === undefined ? line.trim().split(/\s+/) : line.split(separator);
    return fields.slice(first - 1, last).join(separator ?? ' ');
  };
  const numeric = flags.has('n') || /n/.test(values.get('k') ?? '');
  const number = (text: string) => Number(/^\s*-?\d*\.?\d+/.exec(text)?.[0] ?? 0);
  const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  const by = (a: string, b: string) => (numeric ? number(key(a)) - number(key(b)) : order(key(a), key(b)));
  const turn = flags.has('r') ? -1 : 1;
  const sorted = [...lines].sort((a, b) => turn * (by(a, b) || order(a, b)));
  return flags.has('u') ? sorted.filter((line, i) => i === 0 || by(line, sorted[i - 1]!) !== 0) : sorted;
}

function wc(lines: readonly string[], { flags }: Given): Result {
  const text = lines.map((line) => `${line}\n`).join('');
  const words = text.split(/\s+/).filter(Boolean).length;
  const counts = { l: lines.length, w: words, m: [...text].length, c: new TextEncoder().encode(text).length };
  const asked = flags.size > 0 ? [...flags] : ['l', 'w', 'c'];
  const shown = Object.entries(counts).filter(([letter]) => asked.includes(letter)).map(([, number]) => String(number)); // prettier-ignore
  const out = shown.length > 1 ? shown.map((number) => number.padStart(7)).join(' ') : shown.join('');
  return { out, err: '', code: 0 };
}
