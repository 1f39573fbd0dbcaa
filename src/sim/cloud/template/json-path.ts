import type { JsonValue } from '../json/tree.ts';
import { TemplateError } from './template-error.ts';

/** A path that was read: names, array indexes, and `*` for all members or elements. */
export interface JsonPath {
  readonly steps: readonly (string | number | typeof ALL)[];
}

const ALL = Symbol('all');

/**
 * Reads a path: `$`, `.name`, `[0]`, `.*` and `[*]`. EventBridge knows no more of JSONPath than that.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function readPath(text: string): JsonPath {
  const steps: (string | number | typeof ALL)[] = [];
  if (!text.startsWith('$')) throw new TemplateError(`The path ${text} does not begin with $.`);
  let at = 1;
  while (at < text.length) {
    // Sticky expressions: each reads on from where the last one ended.
    const step = /\.([^.[\]]+)|\[([0-9]{1,9}|\*)\]/y;
    step.lastIndex = at;
    const [whole, name, index] = step.exec(text) ?? [];
    if (whole === undefined) throw new TemplateError(`The path ${text} is not supported.`);
    if (name === '*' || index === '*') steps.push(ALL);
    else steps.push(name ?? Number(index));
    at += whole.length;
  }
  return { steps };
}

/** What a path leads to, or undefined. A path with `*` leads to the list of all that it finds. */
export function valueAt(root: JsonValue, { steps }: JsonPath): JsonValue | undefined {
  let found = [root];
  for (const step of steps) found = found.flatMap((value) => [...children(value, step)]);
  return steps.includes(ALL) ? found : found[0];
}

function* children(value: JsonValue, step: string | number | typeof ALL): Iterable<JsonValue> {
  if (value instanceof Map) {
    if (step === ALL) yield* value.values();
    else if (typeof step === 'string' && value.has(step)) yield value.get(step) ?? null;
  } else if (Array.isArray(value)) {
    if (step === ALL) yield* value;
    else if (typeof step === 'number' && step < value.length) yield value[step] ?? null;
  }
}
