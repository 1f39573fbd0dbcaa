import { utf8Length } from '../items/utf8.ts';
import { compare, elementKeys, equal, isSet } from '../items/order.ts';
import { bytesKey, held, typeOf, type AttributeValue, type Item } from '../items/value.ts';
import type { Comparator, Condition, Operand, Path } from './syntax.ts';

/** Whether an item meets a condition. An item that does not exist has no attributes. */
export function holds(condition: Condition, item: Item): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.conditions.every((part) => holds(part, item));
    case 'or':
      return condition.conditions.some((part) => holds(part, item));
    case 'not':
      return !holds(condition.condition, item);
    case 'attribute_exists':
      return find(condition.path, item) !== undefined;
    case 'attribute_not_exists':
      return find(condition.path, item) === undefined;
    case 'compare':
      return compares(condition.operator, valueOf(condition.left, item), valueOf(condition.right, item));
    case 'between': {
      const value = valueOf(condition.operand, item);
      return (
        compares('>=', value, valueOf(condition.low, item)) &&
        compares('<=', value, valueOf(condition.high, item))
      );
    }
    case 'in': {
      const value = valueOf(condition.operand, item);
      return condition.list.some((operand) => compares('=', value, valueOf(operand, item)));
    }
    default:
      return calls(condition.kind, valueOf(condition.left, item), valueOf(condition.right, item));
  }
}

/** A function of two values; it holds of none that is missing. */
function calls(
  name: 'attribute_type' | 'begins_with' | 'contains',
  left: AttributeValue | undefined,
  right: AttributeValue | undefined,
): boolean {
  if (!left || !right) return false;
  if (name === 'attribute_type') return 's' in right && typeOf(left) === right.s;
  return name === 'begins_with' ? beginsWith(left, right) : contains(left, right);
}

/** The value at the end of a path, if there is one. */
export function find(path: Path, item: Item): AttributeValue | undefined {
  let value = { m: item } as AttributeValue;
  for (const step of path) {
    let next: AttributeValue | undefined;
    if (typeof step === 'number') {
      if ('l' in value) next = value.l[step];
    } else if ('m' in value && Object.hasOwn(value.m, step)) next = value.m[step];
    if (!next) return undefined;
    value = next;
  }
  return value;
}

/** What is missing equals nothing, so `<>` holds for it; no other comparison does. */
function compares(
  operator: Comparator,
  a: AttributeValue | undefined,
  b: AttributeValue | undefined,
): boolean {
  if (operator === '=' || operator === '<>') {
    const same = a !== undefined && b !== undefined && equal(a, b);
    return same === (operator === '=');
  }
  const order = a && b && compare(a, b);
  if (order === undefined) return false;
  switch (operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

function valueOf(operand: Operand, item: Item): AttributeValue | undefined {
  if (operand.kind === 'value') return operand.value;
  const value = find(operand.path, item);
  if (operand.kind === 'path') return value;
  const size = value && sizeOf(value);
  return size === undefined ? undefined : { n: String(size) };
}

/** What `size` answers: bytes of a string or of binary, elements of a set, list or map; nothing of other types. */
function sizeOf(value: AttributeValue): number | undefined {
  if ('s' in value) return utf8Length(value.s);
  if ('m' in value) return Object.keys(value.m).length;
  if ('b' in value || 'l' in value || isSet(value)) return held<{ length: number }>(value).length;
  return undefined;
}

function beginsWith(value: AttributeValue, prefix: AttributeValue): boolean {
  if ('s' in value && 's' in prefix) return value.s.startsWith(prefix.s);
  if (!('b' in value && 'b' in prefix)) return false;
  return bytesKey(value.b.subarray(0, prefix.b.length)) === bytesKey(prefix.b);
}

function contains(value: AttributeValue, part: AttributeValue): boolean {
  if ('s' in value) return 's' in part && value.s.includes(part.s);
  if ('l' in value) return value.l.some((element) => equal(element, part));
  if ('b' in value) return 'b' in part && bytesKey(value.b).includes(bytesKey(part.b));
  if (!isSet(value) || typeOf(value) !== `${typeOf(part)}S`) return false;
  return elementKeys(value).includes('b' in part ? bytesKey(part.b) : held<string>(part));
}
