import { type JsonValue, readJson, writeJson } from '../json/tree.ts';

/** A template's text in pieces: what stands as it is, and placeholders. */
export interface Template {
  /** Whether it is a JSON object or array, and not one or more strings in quotation marks. */
  readonly json: boolean;
  readonly pieces: readonly (string | Placeholder)[];
}

/** What a value takes the place of. */
export interface Placeholder {
  readonly name: string;
  /** Whether it stands within quotation marks. */
  readonly quoted: boolean;
}

/** Placeholders that are names: `<name>`. */
const NAMES = /<([A-Za-z0-9_.-]+)>/y;

/** Placeholders that are names or paths: `<$.body.items[0]>`. */
export const NAMES_AND_PATHS = /<([A-Za-z0-9_.-]+|\$[A-Za-z0-9_.*[\]-]*)>/y;

/** Reads a template: `<name>` is a placeholder, any other `<` is itself. */
export function readTemplate(text: string, placeholder = NAMES): Template {
  const pieces: (string | Placeholder)[] = [];
  let quoted = false;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '\\' && quoted) at++;
    else if (char === '"') quoted = !quoted;
    if (char !== '<') continue;
    placeholder.lastIndex = at;
    const [whole, name] = placeholder.exec(text) ?? [];
    if (whole === undefined || name === undefined) continue;
    pieces.push(text.slice(from, at), { name, quoted });
    from = at + whole.length;
    at = from - 1;
  }
  pieces.push(text.slice(from));
  const first = text.trimStart()[0];
  return { json: first === '{' || first === '[', pieces };
}

/**
 * A template with its placeholders filled in, or undefined where that is not what the template promised to be: JSON.
 * AWS then delivers nothing.
 *
 * Bare, a value is JSON. Within quotation marks a string is itself, without escapes; in a template of strings, objects
 * and lists lose all their quotation marks, and in a JSON template they break it. What is missing is an empty string.
 */
export function fill(
  { json, pieces }: Template,
  valueOf: (name: string) => JsonValue | undefined,
): string | undefined {
  let text = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      text += piece;
      continue;
    }
    const found = valueOf(piece.name);
    const value = found === undefined ? '' : found;
    if (!piece.quoted) text += writeJson(value);
    else if (typeof value === 'string') text += value;
    else text += json ? writeJson(value) : writeJson(value).replaceAll('"', '');
  }
  return json && !isJson(text) ? undefined : text;
}

/** Whether a template could ever be filled in: with `null` for what is bare, JSON or strings must come out. */
export function isSound(template: Template): boolean {
  const { json, pieces } = template;
  const blank = pieces
    .map((piece) => (typeof piece === 'string' ? piece : piece.quoted ? '' : 'null'))
    .join('');
  if (json) return isJson(blank);
  // Strings and bare placeholders, with nothing but blanks between them.
  const value = /\s*("(?:[^"\\]|\\.)*"|null)/y;
  while (value.lastIndex < blank.trimEnd().length) {
    const start = value.lastIndex;
    if (!value.test(blank)) return false;
    if (value.lastIndex === start) return false;
  }
  return blank.trim() !== '';
}

function isJson(text: string): boolean {
  try {
    readJson(text);
    return true;
  } catch {
    return false;
  }
}
