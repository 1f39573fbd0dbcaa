import { copyValue, emptyItem, type AttributeValue, type Item } from '../items/value.ts';
import { find } from './evaluate.ts';
import { Parser } from './parser.ts';
import type { Placeholders } from './placeholders.ts';
import { checkPaths } from './read-update.ts';
import type { Path } from './syntax.ts';

/** Reads a ProjectionExpression. */
export function readProjection(text: string, placeholders: Placeholders): Path[] {
  const parser = new Parser('ProjectionExpression', text, placeholders);
  const paths = parser.list(() => parser.path());
  checkPaths(parser, paths);
  parser.finish();
  return paths;
}

interface Branch {
  children: Map<string | number, Branch>;
}

/**
 * The parts of an item that paths lead to, at their places. Of a list only the elements asked for are left, in order.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ProjectionExpressions.html
 */
export function projected(item: Item, paths: readonly Path[]): Item {
  const root: Branch = { children: new Map() };
  for (const path of paths) {
    if (!find(path, item)) continue;
    let branch = root;
    for (const step of path) {
      let child = branch.children.get(step);
      if (!child) branch.children.set(step, (child = { children: new Map() }));
      branch = child;
    }
  }
  const result = pick({ m: item }, root);
  return 'm' in result ? result.m : emptyItem();
}

function pick(value: AttributeValue, { children }: Branch): AttributeValue {
  if (children.size === 0 && !('m' in value)) return copyValue(value);
  if ('l' in value) {
    const places = [...children.keys()].filter((step) => typeof step === 'number').sort((a, b) => a - b);
    return { l: places.map((place) => pick(value.l[place]!, children.get(place)!)) };
  }
  if (!('m' in value)) return copyValue(value);
  const part = emptyItem();
  for (const [name, branch] of children) {
    const child = value.m[name]!;
    part[name] = branch.children.size === 0 ? copyValue(child) : pick(child, branch);
  }
  return { m: part };
}
