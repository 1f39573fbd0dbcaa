import type { Members, Shape } from '../tongue/shape.ts';
import type { Files } from './files.ts';
import { UsageError } from './usage.ts';

/** Bytes from base64. @throws UsageError */
function bytes(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  } catch {
    throw new UsageError(`Invalid base64: "${text}"`);
  }
}

/** A parameter's value from the words behind it: JSON, shorthand, a file, or plain text, by its shape. @throws UsageError */
export function valueOf(
  option: string,
  shape: Shape,
  words: readonly string[],
  files: Files,
  raw = false,
): unknown {
  // Bytes as they are.
  if (shape.type === 'blob' && words[0]?.startsWith('fileb://')) return files.bytes(words[0].slice(8));
  const [first = '', ...more] = words.map((word) => fileIn(word, files));
  if (shape.type === 'blob' && raw) return new TextEncoder().encode(first);
  if (shape.type === 'list') {
    if (/^\s*\[/.test(first)) return json(option, first);
    const one = shape.of;
    if (one.type === 'structure' || one.type === 'map')
      return [first, ...more].map((word) =>
        /^\s*\{/.test(word) ? json(option, word) : shorthand(option, one, word),
      );
    return [first, ...more].map((word) => scalar(option, one, word));
  }
  if (more.length > 0) throw new UsageError(`Unknown options: ${more.join(' ')}`);
  if (shape.type === 'structure' || shape.type === 'map')
    return /^\s*\{/.test(first) ? json(option, first) : shorthand(option, shape, first);
  if (shape.type === 'document') return json(option, first);
  return scalar(option, shape, first);
}

function fileIn(word: string, files: Files): string {
  const [name] = /^fileb?:\/\//.exec(word) ?? [];
  return name === undefined ? word : files.read(word.slice(name.length));
}

function json(option: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new UsageError(`Error parsing parameter '${option}': Invalid JSON: ${text}`);
  }
}

function scalar(option: string, shape: Shape, text: string): unknown {
  const wrong = (type: string) =>
    new UsageError(`Invalid type for parameter ${option}, value: ${text}, valid types: ${type}`);
  switch (shape.type) {
    case 'integer':
      if (!/^-?\d+$/.test(text)) throw wrong("<class 'int'>");
      return Number(text);
    case 'double':
      if (Number.isNaN(Number(text))) throw wrong("<class 'float'>");
      return Number(text);
    case 'boolean':
      return text !== 'false';
    case 'timestamp': {
      const date = new Date(/^\d+$/.test(text) ? Number(text) * 1000 : text);
      if (Number.isNaN(date.getTime())) throw wrong('timestamp');
      return date;
    }
    case 'blob':
      // The second version of the CLI takes base64 unless told otherwise.
      return bytes(text);
    default:
      return text;
  }
}

/** `Key=team,Value=red`, `Names=[a,b]`, `Outer={Inner=1}`. https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-shorthand.html */
function shorthand(option: string, shape: Shape, text: string): unknown {
  let at = 0;
  const wrong = () => new UsageError(`Error parsing parameter '${option}': Expected: '=', received: '${text[at] ?? 'EOF'}' for input:\n ${text}`); // prettier-ignore
  const word = (stops: string): string => {
    const quote = text[at];
    if (quote === '"' || quote === "'") {
      const end = text.indexOf(quote, at + 1);
      if (end < 0) throw wrong();
      const inner = text.slice(at + 1, end);
      at = end + 1;
      return inner;
    }
    let found = '';
    while (at < text.length && !stops.includes(text[at]!)) {
      if (text[at] === '\\') at++;
      found += text[at++] ?? '';
    }
    return found;
  };
  const value = (inner: Shape | undefined): unknown => {
    const of = inner ?? ({ type: 'string' } as const);
    if (text[at] === '{') {
      at++;
      const found = pairs(of, '}');
      at++;
      return found;
    }
    if (text[at] === '[') {
      at++;
      const items: unknown[] = [];
      while (at < text.length && text[at] !== ']') {
        items.push(value(of.type === 'list' ? of.of : undefined));
        if (text[at] === ',') at++;
      }
      at++;
      return items;
    }
    if (of.type !== 'list') return scalar(option, of, word(',}]'));
    // `Values=a,b` is a list, up to the next name.
    const items = [scalar(option, of.of, word(',}]'))];
    while (text[at] === ',' && !/^,[^,=\]}]+=/.test(text.slice(at))) {
      at++;
      items.push(scalar(option, of.of, word(',}]')));
    }
    return items;
  };
  const pairs = (of: Shape, end: string): Record<string, unknown> => {
    const found: Record<string, unknown> = {};
    const members: Members = of.type === 'structure' ? of.members : {};
    while (at < text.length && text[at] !== end) {
      const name = word(`=,${end}`);
      if (text[at] !== '=') throw wrong();
      at++;
      found[name] = value(of.type === 'map' ? of.of : members[name]);
      if (text[at] === ',') at++;
    }
    return found;
  };
  return pairs(shape, '');
}
