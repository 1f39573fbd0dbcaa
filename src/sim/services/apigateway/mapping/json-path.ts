import { notModelled, TemplateError } from '../regex/errors.ts';
import { type Dictionary, List, type Value } from './value.ts';

type Step =
  | { readonly kind: 'names'; readonly names: readonly string[] }
  | { readonly kind: 'indexes'; readonly indexes: readonly number[] }
  | { readonly kind: 'slice'; readonly from: number | undefined; readonly to: number | undefined }
  | { readonly kind: 'all' }
  | { readonly kind: 'length' }
  | { readonly kind: 'descend' };

/** A JSONPath, read. */
interface Path {
  readonly steps: readonly Step[];
  /** Whether it can only lead to one place: its result is then a value, and else a list of them. */
  readonly definite: boolean;
}

/** Descents into descents multiply. */
const MAX_VALUES = 100_000;

const NAME = /[^.[\]()\s'"*?@]+/y;
const QUOTED = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/y;
const INDEXES = /\s*-?\d{1,9}(?:\s*,\s*-?\d{1,9})*\s*\]/y;
const SLICE = /\s*(-?\d{1,9})?\s*:\s*(-?\d{1,9})?\s*\]/y;

/** The places of a document that a path leads to; undefined where a definite one leads nowhere. */
export function valueAt(document: Value, text: string): Value | undefined {
  const path = readPath(text.trim());
  let values: Value[] = [document];
  for (const step of path.steps) {
    values = values.flatMap((value) => follow(value, step));
    if (values.length > MAX_VALUES)
      throw new TemplateError(`This JSONPath leads to too many places: ${text}`);
  }
  return path.definite ? values[0] : new List(values, true);
}

/** Paths follow JSONPath for Java, which API Gateway names: https://github.com/json-path/JsonPath */
function readPath(text: string): Path {
  if (text[0] !== '$') throw new TemplateError(`A JSONPath begins with $: ${text}`);
  const steps: Step[] = [];
  let at = 1;
  const match = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  while (at < text.length) {
    if (text.startsWith('..', at)) {
      steps.push({ kind: 'descend' });
      at += text[at + 2] === '[' ? 2 : 1;
      if (text[at] === '[') continue;
    }
    if (text[at] === '.') {
      at++;
      if (text[at] === '*') {
        at++;
        steps.push({ kind: 'all' });
        continue;
      }
      const name = match(NAME)?.[0];
      if (name === undefined) throw new TemplateError(`Not a JSONPath: ${text}`);
      if (text[at] === '(') {
        if (name !== 'length' || text.slice(at) !== '()') throw notModelled(`JSONPath's ${name}()`);
        at = text.length;
        steps.push({ kind: 'length' });
      } else {
        steps.push({ kind: 'names', names: [name] });
      }
      continue;
    }
    if (text[at] !== '[') throw new TemplateError(`Not a JSONPath: ${text}`);
    at++;
    if (text[at] === '?') throw notModelled("JSONPath's filters");
    if (text.startsWith('*]', at)) {
      at += 2;
      steps.push({ kind: 'all' });
    } else if (text[at] === "'" || text[at] === '"') {
      const names: string[] = [];
      do {
        if (names.length > 0) at++;
        while (text[at] === ' ') at++;
        const found = match(QUOTED);
        if (!found) throw new TemplateError(`Not a JSONPath: ${text}`);
        names.push((found[1] ?? found[2] ?? '').replace(/\\(.)/g, '$1'));
        while (text[at] === ' ') at++;
      } while (text[at] === ',');
      if (text[at++] !== ']') throw new TemplateError(`Not a JSONPath: ${text}`);
      steps.push({ kind: 'names', names });
    } else {
      const indexes = match(INDEXES)?.[0];
      if (indexes !== undefined) {
        steps.push({ kind: 'indexes', indexes: indexes.slice(0, -1).split(',').map(Number) });
        continue;
      }
      const slice = match(SLICE);
      if (!slice) throw new TemplateError(`Not a JSONPath: ${text}`);
      steps.push({ kind: 'slice', from: bound(slice[1]), to: bound(slice[2]) });
    }
  }
  return { steps, definite: steps.every(isDefinite) };
}

const bound = (digits: string | undefined) => (digits === undefined ? undefined : Number(digits));

function isDefinite(step: Step): boolean {
  if (step.kind === 'names') return step.names.length === 1;
  if (step.kind === 'indexes') return step.indexes.length === 1;
  return step.kind === 'length';
}

function follow(value: Value, step: Step): Value[] {
  switch (step.kind) {
    case 'names': {
      if (!(value instanceof Map)) return [];
      const map: Dictionary = value;
      return step.names.flatMap((name) => (map.has(name) ? [map.get(name) ?? null] : []));
    }
    case 'indexes': {
      if (!(value instanceof List)) return [];
      const { items } = value;
      return step.indexes.flatMap((index) => {
        const place = index < 0 ? items.length + index : index;
        return place in items ? [items[place] ?? null] : [];
      });
    }
    case 'slice':
      return value instanceof List ? value.items.slice(step.from, step.to) : [];
    case 'all':
      return children(value);
    case 'length':
      return value instanceof List ? [BigInt(value.items.length)] : [];
    case 'descend': {
      const found: Value[] = [];
      const waiting = [value];
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        found.push(next);
        waiting.push(...children(next).toReversed());
      }
      return found;
    }
  }
}

function children(value: Value): Value[] {
  if (value instanceof List) return value.items;
  return value instanceof Map ? [...value.values()] : [];
}
