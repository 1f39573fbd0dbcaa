import { comparison, typeTests } from './choice-rule.ts';
import type { Findings } from './diagnostics.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { parseTimestamp } from './timestamp.ts';
import { checkExpressions, checkPath, checkTemplate, isPath } from './validate-values.ts';

const around = new Set(['Next', 'Comment', 'Assign', 'Output']);

/** The rules of a Choice state. */
export function checkChoices(state: JsonObject, at: Findings, isJsonata: boolean): void {
  const { Choices } = state;
  if (!Array.isArray(Choices) || Choices.length === 0) return at.add('These fields are required: [Choices]');
  for (const [index, rule] of Choices.entries()) {
    const place = at.at('Choices', index);
    if (!isObject(rule)) place.add('Expected an object');
    else if (isJsonata) checkCondition(rule, place);
    else {
      checkTemplate(rule.Assign, place.at('Assign'));
      checkRule(rule, place, true, 0);
    }
  }
}

function checkCondition(rule: JsonObject, at: Findings): void {
  if (rule.Condition === undefined) return at.add('These fields are required: [Condition]');
  for (const field of ['Condition', 'Assign', 'Output']) checkExpressions(rule[field], at.at(field));
  for (const field of Object.keys(rule))
    if (field !== 'Condition' && !around.has(field)) at.at(field).add('Field is not supported');
}

function checkRule(rule: Json | undefined, at: Findings, isOutermost: boolean, depth: number): void {
  if (!isObject(rule) || depth > 100) return at.add('Expected an object');
  const tests = Object.keys(rule).filter((field) => !(isOutermost ? around.has(field) : field === 'Comment'));
  const [logic] = tests.filter((field) => field === 'And' || field === 'Or' || field === 'Not');
  if (logic !== undefined) {
    if (tests.length > 1) at.add('A rule has one of And, Or and Not, and nothing beside it');
    const parts = logic === 'Not' ? [rule.Not] : rule[logic];
    if (!Array.isArray(parts) || parts.length === 0) return at.at(logic).add('Expected a non-empty array');
    for (const [index, part] of parts.entries())
      checkRule(part, logic === 'Not' ? at.at(logic) : at.at(logic, index), false, depth + 1);
    return;
  }
  if (rule.Variable === undefined) return at.add('These fields are required: [Variable]');
  checkPath(rule.Variable, at.at('Variable'));
  const operators = tests.filter((field) => field !== 'Variable');
  if (operators.length !== 1) return at.add('A rule has exactly one comparison operator');
  if (!isOperand(operators[0]!, rule[operators[0]!]))
    at.at(operators[0]!).add('It is not a comparison operator with a value of its type');
}

function isOperand(operator: string, operand: Json | undefined): boolean {
  if (operator === 'IsPresent' || Object.hasOwn(typeTests, operator)) return typeof operand === 'boolean';
  const [, type, how, path] = comparison.exec(operator) ?? [];
  if (type === undefined || (how === 'Matches' && (type !== 'String' || path))) return false;
  if (type === 'Boolean' && how !== 'Equals') return false;
  if (path) return typeof operand === 'string' && isPath(operand);
  if (type === 'Timestamp') return parseTimestamp(operand) !== undefined;
  return typeof operand === (type === 'Numeric' ? 'number' : type.toLowerCase());
}
