import { invalid } from '../errors.ts';
import { add, negate } from '../items/number.ts';
import { elementKeys, isSet } from '../items/order.ts';
import { copyItem, copyValue, held, typeOf, type AttributeValue, type Item } from '../items/value.ts';
import { find } from './evaluate.ts';
import type { Path, SetValue, Update } from './syntax.ts';

/**
 * The item that an update makes of another. All values are those before the update, so `SET a = b, b = a` swaps; and
 * all list places are too, so `REMOVE l[0], l[1]` removes the first two.
 */
export function updated(item: Item, update: Update): Item {
  const result = copyItem(item);
  const emptied = new Set<AttributeValue[]>();
  const values = update.set.map(({ path, value }) => ({ path, value: copyValue(valueOf(value, item)) }));
  for (const { path, value } of values.sort(byElement)) put(result, path, value);
  for (const { path, value } of update.add) put(result, path, added(find(path, item), value));
  for (const { path, value } of update.delete) {
    const left = without(find(path, item), value);
    if (left) put(result, path, left);
    else remove(result, path, emptied);
  }
  for (const path of update.remove) remove(result, path, emptied);
  for (const list of emptied) list.splice(0, list.length, ...list.filter((element) => element !== REMOVED));
  return result;
}

/** Marks the place of a removed element until all are: the others keep their places so long. */
const REMOVED: AttributeValue = Object.freeze({ null: true });

function valueOf(value: SetValue, item: Item): AttributeValue {
  switch (value.kind) {
    case 'value':
      return value.value;
    case 'path': {
      const found = find(value.path, item);
      if (!found) {
        throw invalid('The provided expression refers to an attribute that does not exist in the item');
      }
      return found;
    }
    case 'if_not_exists':
      return find(value.path, item) ?? valueOf(value.otherwise, item);
    case 'list_append': {
      const left = valueOf(value.left, item);
      const right = valueOf(value.right, item);
      if (!('l' in left && 'l' in right)) throw wrongType();
      return { l: [...left.l, ...right.l] };
    }
    case 'plus':
    case 'minus': {
      const left = valueOf(value.left, item);
      const right = valueOf(value.right, item);
      if (!('n' in left && 'n' in right)) throw wrongType();
      return { n: add(left.n, value.kind === 'plus' ? right.n : negate(right.n)) };
    }
    case 'size':
      throw new TypeError('The grammar of updates has no size().');
  }
}

function added(value: AttributeValue | undefined, more: AttributeValue): AttributeValue {
  if (!value) return copyValue(more);
  if (typeOf(value) !== typeOf(more)) throw wrongType();
  if ('n' in value && 'n' in more) return { n: add(value.n, more.n) };
  const present = new Set(elementKeys(value));
  const keys = elementKeys(more);
  const fresh = held<unknown[]>(more).filter((_, i) => !present.has(keys[i]!));
  return setOf(value, [...held<unknown[]>(value), ...fresh]);
}

/** A set without some of its elements, or nothing where none is left: there are no empty sets. */
function without(value: AttributeValue | undefined, less: AttributeValue): AttributeValue | undefined {
  if (!value) return undefined;
  if (!isSet(value) || typeOf(value) !== typeOf(less)) throw wrongType();
  const gone = new Set(elementKeys(less));
  const keys = elementKeys(value);
  const left = held<unknown[]>(value).filter((_, i) => !gone.has(keys[i]!));
  return left.length === 0 ? undefined : setOf(value, left);
}

function setOf(like: AttributeValue, elements: unknown[]): AttributeValue {
  return { [typeOf(like).toLowerCase()]: elements } as unknown as AttributeValue;
}

/** A list element beyond the end is appended, so several go in the order of their places. */
function byElement(a: { path: Path }, b: { path: Path }): number {
  const left = a.path.at(-1);
  const right = b.path.at(-1);
  return typeof left === 'number' && typeof right === 'number' ? left - right : 0;
}

function put(item: Item, path: Path, value: AttributeValue): void {
  const { parent, step } = parentOf(item, path);
  if (typeof step === 'number' && 'l' in parent) parent.l[Math.min(step, parent.l.length)] = value;
  else if (typeof step === 'string' && 'm' in parent) parent.m[step] = value;
  else throw wrongPath();
}

function remove(item: Item, path: Path, emptied: Set<AttributeValue[]>): void {
  const { parent, step } = parentOf(item, path);
  if (typeof step === 'number' && 'l' in parent) {
    if (step >= parent.l.length) return;
    parent.l[step] = REMOVED;
    emptied.add(parent.l);
  } else if (typeof step === 'string' && 'm' in parent) delete parent.m[step];
  else throw wrongPath();
}

function parentOf(item: Item, path: Path): { parent: AttributeValue; step: string | number } {
  const [first, ...rest] = path;
  const step = path.at(-1)!;
  if (rest.length === 0) return { parent: { m: item }, step };
  const parent = find([first, ...rest.slice(0, -1)], item);
  if (!parent) throw wrongPath();
  return { parent, step };
}

function wrongType() {
  return invalid('An operand in the update expression has an incorrect data type');
}

function wrongPath() {
  return invalid('The document path provided in the update expression is invalid for update');
}
