/**
 * The rows about Step Functions that hold, of all in each file. What is left out is named in the file's own test,
 * with the reason; `asl-lint` is what other validators say, and no promise.
 */
export const FIGURES = {
  asl: [406, 406],
  'asl-tasks': [123, 123],
  'asl-teststate': [101, 101],
  'asl-validation': [61, 67],
  'asl-lint': [71, 89],
} as const;

/** The figures of a file, as its test says them. */
export const figuresOf = (file: keyof typeof FIGURES) => FIGURES[file].join(' of ');

/** The last part of a row's name. */
export const short = (name: string) => name.split('::').at(-1)!.replace('#get_execution_history', '');

/**
 * Whether a value is the recorded one: `<uuid:1>` and the like are variables, each of one value; texts that hold JSON
 * were parsed when recorded.
 */
export function same(recorded: unknown, actual: unknown, tokens: Map<string, unknown> = new Map()): boolean {
  if (typeof recorded === 'string') return sameText(recorded, actual, tokens);
  if (Array.isArray(recorded)) {
    if (typeof actual === 'string') return same(recorded, parsed(actual), tokens);
    return (
      Array.isArray(actual) &&
      recorded.length === actual.length &&
      recorded.every((item, index) => same(item, actual[index], tokens))
    );
  }
  if (typeof recorded !== 'object' || recorded === null)
    return Object.is(recorded, actual) || recorded === actual;
  if (typeof actual === 'string') return same(recorded, parsed(actual), tokens);
  if (typeof actual !== 'object' || actual === null || Array.isArray(actual)) return false;
  const [wanted, got] = [Object.keys(recorded).sort(), Object.keys(actual).sort()];
  if (wanted.join('\n') !== got.join('\n')) return false;
  return wanted.every((key) => same((recorded as never)[key], (actual as never)[key], tokens));
}

/** What was replaced when recorded: `<uuid:1>`, `snf_role_arn`, `lambda_function_name`. */
const token = /<[^<>]+>|\b[a-z]+(?:_[a-z]+)*_(?:arn|name)\b/g;

function sameText(recorded: string, actual: unknown, tokens: Map<string, unknown>): boolean {
  if (recorded === actual) return true;
  if (/^(date|timestamp|start-date|stop-date)$/.test(recorded)) return true;
  if (typeof actual !== 'string') return isWhole(recorded) && isToken(recorded, actual, tokens);
  if (isWhole(recorded)) return isToken(recorded, actual, tokens);
  const both = [parsed(recorded), parsed(actual)];
  if (both[0] !== undefined && both[1] !== undefined) return same(both[0], both[1], tokens);
  const literal = recorded.split(token).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return literal.length > 1 && new RegExp(`^${literal.join('(?:.*)')}$`, 's').test(actual);
}

function isWhole(recorded: string): boolean {
  return recorded.replace(token, '') === '';
}

/** A token is a variable: one value for the whole row. */
function isToken(name: string, actual: unknown, tokens: Map<string, unknown>): boolean {
  if (!/^<[\w-]+:\d+>$/.test(name)) return true;
  if (!tokens.has(name)) tokens.set(name, actual);
  return tokens.get(name) === actual;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
