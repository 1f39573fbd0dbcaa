import { ANY, matches, ONE } from '../../cloud/policy/wildcard.ts';
import { glueError } from './errors.ts';

/** Values of a partition by the name of their key. */
type Values = ReadonlyMap<string, string>;
type Test = (values: Values) => boolean;

const NUMERIC: ReadonlySet<string> = new Set(['int', 'bigint', 'long', 'tinyint', 'smallint', 'decimal']);
const TOKEN = /\s*(?:('(?:[^']|'')*')|(<=|>=|<>|!=|[=<>(),])|(-?\d+(?:\.\d+)?)|([A-Za-z_]\w*))/y;

/**
 * Reads the Expression of GetPartitions: comparisons, IN, BETWEEN, LIKE and IS NULL over partition keys, with AND, OR, NOT
 * and parentheses. Keys of a type of numbers compare as numbers, others as text.
 * https://docs.aws.amazon.com/glue/latest/webapi/API_GetPartitions.html
 *
 * @param keys names of the partition keys, with their types
 * @throws InvalidInputException
 */
export function readExpression(expression: string, keys: ReadonlyMap<string, string>): Test {
  const tokens = tokensOf(expression);
  let at = 0;
  const is = (word: string) => tokens[at]?.toUpperCase() === word;
  const take = (word: string) => is(word) && (at++, true);
  const need = (word: string) => {
    if (!take(word)) throw invalid();
  };
  const literal = (): string => {
    const token = tokens[at++];
    if (token === undefined || !/^['\d-]/.test(token)) throw invalid();
    return token.startsWith("'") ? token.slice(1, -1).replaceAll("''", "'") : token;
  };
  const any = (): Test => {
    const tests = [all()];
    while (take('OR')) tests.push(all());
    return (values) => tests.some((test) => test(values));
  };
  const all = (): Test => {
    const tests = [one()];
    while (take('AND')) tests.push(one());
    return (values) => tests.every((test) => test(values));
  };
  let depth = 0;
  const one = (): Test => {
    if (++depth > DEEPEST) throw invalid();
    const test = single();
    depth--;
    return test;
  };
  const single = (): Test => {
    if (take('NOT')) return not(one());
    if (!take('(')) return compared();
    const inner = any();
    need(')');
    return inner;
  };
  const compared = (): Test => {
    const key = (tokens[at++] ?? '').toLowerCase();
    const type = keys.get(key);
    if (type === undefined) throw invalid();
    const order = (a: string, b: string) => (NUMERIC.has(type) ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0); // prettier-ignore
    const of =
      (test: (value: string) => boolean): Test =>
      (values) =>
        values.has(key) && test(values.get(key)!);
    if (take('IS')) {
      const wanted = !take('NOT');
      need('NULL');
      return (values) => (values.get(key) === DEFAULT_PARTITION) === wanted;
    }
    if (take('NOT')) return not(listed(of, order));
    const compare = COMPARISONS[tokens[at] ?? ''];
    if (!compare) return listed(of, order);
    at++;
    const other = literal();
    return of((value) => compare(order(value, other)));
  };
  const listed = (of: (test: (value: string) => boolean) => Test, order: Order): Test => {
    if (take('LIKE')) {
      const like = patternOf(literal());
      return of((value) => matches(like, value));
    }
    if (take('BETWEEN')) {
      const low = literal();
      need('AND');
      const high = literal();
      return of((value) => order(value, low) >= 0 && order(value, high) <= 0);
    }
    need('IN');
    need('(');
    const members = [literal()];
    while (take(',')) members.push(literal());
    need(')');
    return of((value) => members.some((member) => order(value, member) === 0));
  };
  const test = any();
  if (at < tokens.length) throw invalid();
  return test;
}

/** So deep parentheses may lie in each other: our bound, for AWS names none. */
const DEEPEST = 100;

type Order = (a: string, b: string) => number;

const COMPARISONS: Readonly<Record<string, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '<>': (order) => order !== 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '>': (order) => order > 0,
  '<=': (order) => order <= 0,
  '>=': (order) => order >= 0,
};

/** What Hive writes into a path in place of null. */
const DEFAULT_PARTITION = '__HIVE_DEFAULT_PARTITION__';

/** `%` stands for any text, `_` for one character. */
const patternOf = (like: string) =>
  Array.from(like, (one) => (one === '%' ? ANY : one === '_' ? ONE : one.charCodeAt(0)));

const not =
  (test: Test): Test =>
  (values) =>
    !test(values);

/** In AWS's words: https://github.com/getmoto/moto/pull/9306 */
const invalid = () => glueError('InvalidInputException', 'Invalid partition expression!');

function tokensOf(expression: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  const text = expression.trimEnd();
  while (TOKEN.lastIndex < text.length) {
    const found = TOKEN.exec(text);
    if (!found) throw invalid();
    tokens.push(found[1] ?? found[2] ?? found[3] ?? found[4]!);
  }
  return tokens;
}
