import { invalid } from '../errors.ts';
import type { KeySchema } from '../items/key.ts';
import { typeOf, type AttributeValue } from '../items/value.ts';
import type { Placeholders } from './placeholders.ts';
import { readCondition } from './read-condition.ts';
import type { Condition, Operand } from './syntax.ts';

const NAME = 'KeyConditionExpression';

/** What a Query asks for: one partition, and a range of its sort keys. */
export interface KeyCondition {
  partition: AttributeValue;
  /** The condition on the sort key, if there is one. */
  sort?: Condition;
}

/**
 * Reads a KeyConditionExpression: an equality for the partition key, and at most one comparison for the sort key.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.KeyConditionExpressions.html
 */
export function readKeyCondition(text: string, schema: KeySchema, placeholders: Placeholders): KeyCondition {
  const parts = flatten(readCondition(NAME, text, placeholders));
  const byName = new Map<string, Condition>();
  for (const part of parts) {
    const name = keyNameOf(part);
    if (byName.has(name)) throw refuse('KeyConditionExpressions must only contain one condition per key');
    byName.set(name, part);
  }
  const { partition, sort } = schema;
  const equality = byName.get(partition.name);
  if (!equality) throw invalid(`Query condition missed key schema element: ${partition.name}`);
  if (equality.kind !== 'compare' || equality.operator !== '=')
    throw invalid('Query key condition not supported');
  byName.delete(partition.name);
  if (byName.size > 1) throw refuse('Conditions can be of length 1 or 2 only');
  const range = sort && byName.get(sort.name);
  if (byName.size === 1 && !range) {
    throw invalid(
      sort ? `Query condition missed key schema element: ${sort.name}` : 'Query key condition not supported',
    );
  }
  if (range?.kind === 'compare' && range.operator === '<>') throw refuse(unsupported('<>'));
  checkType(equality.right, partition.type);
  if (range) for (const value of valuesOf(range)) checkType(value, sort!.type);
  return { partition: (equality.right as Extract<Operand, { kind: 'value' }>).value, sort: range };
}

function flatten(condition: Condition): Condition[] {
  if (condition.kind === 'and') return condition.conditions.flatMap(flatten);
  if (condition.kind === 'or' || condition.kind === 'not' || condition.kind === 'in') {
    throw refuse(unsupported(condition.kind.toUpperCase()));
  }
  if (condition.kind === 'compare' || condition.kind === 'between' || condition.kind === 'begins_with') {
    return [condition];
  }
  throw refuse(unsupported(condition.kind));
}

/** The attribute that a comparison is about: its first operand, with values for the others. */
function keyNameOf(condition: Condition): string {
  const [first, ...others] = operandsOf(condition);
  if (first?.kind === 'size' || others.some((operand) => operand.kind === 'size'))
    throw refuse(unsupported('size'));
  if (first?.kind !== 'path') {
    if (!others.some((operand) => operand.kind === 'path')) {
      throw refuse('Invalid condition in KeyConditionExpression: No key attribute specified');
    }
    const operator = condition.kind === 'compare' ? condition.operator : condition.kind;
    throw refuse(
      `Invalid condition in KeyConditionExpression: ${operator} operator must have the key attribute as its first operand`,
    );
  }
  if (others.some((operand) => operand.kind === 'path')) {
    throw refuse(
      'Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition',
    );
  }
  if (first.path.length > 1)
    throw refuse('KeyConditionExpressions cannot have conditions on nested attributes');
  return first.path[0];
}

function operandsOf(condition: Condition): Operand[] {
  if (condition.kind === 'between') return [condition.operand, condition.low, condition.high];
  if (condition.kind === 'compare' || condition.kind === 'begins_with')
    return [condition.left, condition.right];
  return [];
}

function valuesOf(condition: Condition): Operand[] {
  return operandsOf(condition).slice(1);
}

function checkType(operand: Operand, type: string): void {
  if (operand.kind === 'value' && typeOf(operand.value) === type) return;
  throw invalid(
    'One or more parameter values were invalid: Condition parameter type does not match schema type',
  );
}

function unsupported(operator: string): string {
  return `Invalid operator used in KeyConditionExpression: ${operator}`;
}

function refuse(message: string) {
  return invalid(`Invalid ${NAME}: ${message}`);
}
