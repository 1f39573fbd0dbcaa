import type { AttributeValue } from '../items/value.ts';

/** A document path, its placeholders resolved: `Pictures.#v[0]` is ['Pictures', 'FrontView', 0]. */
export type Path = readonly [string, ...(string | number)[]];

/** What is compared. */
export type Operand =
  { kind: 'path'; path: Path } | { kind: 'value'; value: AttributeValue } | { kind: 'size'; path: Path };

/** How values are compared. */
export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';

/** What holds of an item or does not. */
export type Condition =
  | { kind: 'and' | 'or'; conditions: readonly Condition[] }
  | { kind: 'not'; condition: Condition }
  | { kind: 'compare'; operator: Comparator; left: Operand; right: Operand }
  | { kind: 'between'; operand: Operand; low: Operand; high: Operand }
  | { kind: 'in'; operand: Operand; list: readonly Operand[] }
  | { kind: 'attribute_exists' | 'attribute_not_exists'; path: Path }
  | { kind: 'attribute_type' | 'begins_with' | 'contains'; left: Operand; right: Operand };

/** What the right side of a SET may be. */
export type SetValue =
  | Operand
  | { kind: 'plus' | 'minus' | 'list_append'; left: SetValue; right: SetValue }
  | { kind: 'if_not_exists'; path: Path; otherwise: SetValue };

/** The changes of an update, by their sections. */
export interface Update {
  set: { path: Path; value: SetValue }[];
  remove: Path[];
  add: { path: Path; value: AttributeValue }[];
  delete: { path: Path; value: AttributeValue }[];
}

/** A path as DynamoDB shows it. */
export function writePath(path: Path): string {
  return `[${path.map((step) => (typeof step === 'number' ? `[${step}]` : step)).join(', ')}]`;
}

/** All paths that a condition reads. */
export function pathsOf(condition: Condition): Path[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.conditions.flatMap(pathsOf);
    case 'not':
      return pathsOf(condition.condition);
    case 'attribute_exists':
    case 'attribute_not_exists':
      return [condition.path];
    case 'between':
      return pathsIn(condition.operand, condition.low, condition.high);
    case 'in':
      return pathsIn(condition.operand, ...condition.list);
    default:
      return pathsIn(condition.left, condition.right);
  }
}

function pathsIn(...operands: Operand[]): Path[] {
  return operands.flatMap((operand) => (operand.kind === 'value' ? [] : [operand.path]));
}
