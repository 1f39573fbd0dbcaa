/** What tokens stand for, so far. */
export type Bindings = Map<string, string>;

/** How answers are compared. */
export interface MatchOptions {
  /** Whether the list of that member may come in any order. */
  anyOrder?: (member: string) => boolean;
}

const TOKEN = /<[a-z][a-z_-]*(?::\d+)?>|1{12}/g;
/** These stand for one value although they bear no number. */
const ONE_VALUE = new Set(['<region>', '<partition>', '111111111111']);

/** Whether text holds a token. */
export function hasToken(text: string): boolean {
  return text.search(TOKEN) >= 0;
}

/** Puts what tokens stand for in their place; those that stand for nothing yet stay. */
export function fill(text: string, bindings: Bindings): string {
  return text.replace(TOKEN, (token) => bindings.get(token) ?? token);
}

/**
 * Compares what came with what was recorded: a token is a variable, which has one value throughout. Returns where and
 * how they differ, or undefined; what tokens stand for is added to `bindings` where they do not differ.
 */
export function difference(
  actual: unknown,
  recorded: unknown,
  bindings: Bindings,
  options: MatchOptions = {},
  path = '',
): string | undefined {
  const differs = () => `${path || 'it'} is ${show(actual)}, and was ${show(recorded)}`;
  if (typeof recorded === 'string') return matchText(actual, recorded, bindings) ? undefined : differs();
  if (recorded === null || recorded === undefined) return actual == null ? undefined : differs();
  if (typeof recorded !== 'object') return actual === recorded ? undefined : differs();
  if (typeof actual === 'string') {
    // The recorder parsed what looked like JSON.
    try {
      actual = JSON.parse(actual) as unknown;
    } catch {
      return differs();
    }
  }
  if (typeof actual !== 'object' || actual === null) return differs();
  if (Array.isArray(recorded)) {
    if (!Array.isArray(actual) || actual.length !== recorded.length) return differs();
    const loose = options.anyOrder?.(path.replace(/^.*\./, '')) ?? false;
    return matchList(actual, recorded, bindings, options, path, loose);
  }
  return matchObject(actual as object, recorded, bindings, options, path);
}

function matchObject(
  actual: object,
  recorded: object,
  bindings: Bindings,
  options: MatchOptions,
  path: string,
): string | undefined {
  const [came, was] = [actual, recorded] as Record<string, unknown>[];
  const keys = new Set([...Object.keys(came!), ...Object.keys(was!)]);
  keys.delete('ResponseMetadata');
  for (const key of keys) {
    const found = difference(came![key], was![key], bindings, options, path ? `${path}.${key}` : key);
    if (found) return found;
  }
  return undefined;
}

/** Lists in order, or in any: then each recorded item finds its own, whichever choice of tokens that takes. */
function matchList(
  actual: unknown[],
  recorded: unknown[],
  bindings: Bindings,
  options: MatchOptions,
  path: string,
  anyOrder: boolean,
): string | undefined {
  if (recorded.length === 0) return undefined;
  const [first, ...rest] = recorded;
  let why: string | undefined;
  for (let i = 0; i < (anyOrder ? actual.length : 1); i++) {
    const tried = new Map(bindings);
    const others = actual.filter((_, at) => at !== i);
    const found =
      difference(actual[i], first, tried, options, `${path}[${i}]`) ??
      matchList(others, rest, tried, options, path, anyOrder);
    if (found === undefined) {
      for (const [token, value] of tried) bindings.set(token, value);
      return undefined;
    }
    why ??= found;
  }
  return why;
}

function matchText(actual: unknown, recorded: string, bindings: Bindings): boolean {
  if (recorded === 'timestamp') return actual !== undefined && actual !== null && actual !== '';
  const text = actual instanceof Uint8Array ? python(actual) : actual;
  if (typeof text !== 'string') return false;
  if (text === recorded) return true;
  if (!hasToken(recorded)) return false;
  const tokens = recorded.match(TOKEN)!;
  const pattern = recorded.split(TOKEN).map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const match = new RegExp(`^${pattern.join('([^]+?)')}$`).exec(text);
  if (!match) return false;
  const bound: Bindings = new Map();
  for (const [at, token] of tokens.entries()) {
    const value = match[at + 1]!;
    if (!ONE_VALUE.has(token) && !token.includes(':')) continue;
    if ((bindings.get(token) ?? bound.get(token) ?? value) !== value) return false;
    // Two tokens of a kind are two values.
    for (const [other, taken] of [...bindings, ...bound]) {
      if (other !== token && taken === value && kindOf(other) === kindOf(token)) return false;
    }
    bound.set(token, value);
  }
  for (const [token, value] of bound) bindings.set(token, value);
  return true;
}

function kindOf(token: string): string {
  return token.replace(/:\d+>$/, '');
}

/** Bytes as Python shows them, which is how they were recorded. */
function python(bytes: Uint8Array): string {
  const escapes: Record<number, string> = { 9: '\\t', 10: '\\n', 13: '\\r', 39: "\\'", 92: '\\\\' };
  const shown = Array.from(bytes, (byte) => {
    if (escapes[byte]) return escapes[byte];
    return byte < 32 || byte > 126 ? `\\x${byte.toString(16).padStart(2, '0')}` : String.fromCharCode(byte);
  });
  return `b'${shown.join('')}'`;
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'not there';
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
