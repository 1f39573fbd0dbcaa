import { typeOf, type AttributeType, type AttributeValue } from '../items/value.ts';
import { Parser } from './parser.ts';
import type { Placeholders } from './placeholders.ts';
import { writePath, type Path, type SetValue, type Update } from './syntax.ts';

const SECTIONS = ['SET', 'REMOVE', 'ADD', 'DELETE'] as const;

const TYPE_NAMES: Record<AttributeType, string> = {
  S: 'STRING',
  N: 'NUMBER',
  B: 'BINARY',
  BOOL: 'BOOLEAN',
  NULL: 'NULL',
  L: 'LIST',
  M: 'MAP',
  SS: 'STRING_SET',
  NS: 'NUMBER_SET',
  BS: 'BINARY_SET',
};

/**
 * Reads an UpdateExpression.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html
 */
export function readUpdate(text: string, placeholders: Placeholders): Update {
  const parser = new Parser('UpdateExpression', text, placeholders);
  const update: Update = { set: [], remove: [], add: [], delete: [] };
  const seen = new Set<string>();
  while (parser.token.kind !== 'end') {
    const section = SECTIONS.find((word) => parser.sees(word));
    if (!section) throw parser.syntaxError();
    parser.next();
    if (seen.has(section)) {
      throw parser.refusal(`The "${section}" section can only be used once in an update expression;`);
    }
    seen.add(section);
    if (section === 'SET') update.set = parser.list(() => readSet(parser));
    else if (section === 'REMOVE') update.remove = parser.list(() => parser.path());
    else if (section === 'ADD')
      update.add = parser.list(() => readChange(parser, 'ADD', ['N', 'SS', 'NS', 'BS']));
    else update.delete = parser.list(() => readChange(parser, 'DELETE', ['SS', 'NS', 'BS']));
  }
  checkPaths(parser, [
    ...update.set.map((action) => action.path),
    ...update.remove,
    ...update.add.map((action) => action.path),
    ...update.delete.map((action) => action.path),
  ]);
  parser.finish();
  return update;
}

function readSet(parser: Parser): { path: Path; value: SetValue } {
  const path = parser.path();
  parser.expect('=');
  return { path, value: readSum(parser) };
}

function readSum(parser: Parser): SetValue {
  const left = readOperand(parser);
  const operator = parser.token.text;
  if (operator !== '+' && operator !== '-') return left;
  parser.next();
  const right = readOperand(parser);
  checkOperands(parser, operator, 'N', left, right);
  return { kind: operator === '+' ? 'plus' : 'minus', left, right };
}

function readOperand(parser: Parser): SetValue {
  if (parser.token.kind === 'value') return { kind: 'value', value: parser.value() };
  if (parser.accept('(')) {
    const value = parser.nested(() => readSum(parser));
    parser.expect(')');
    return value;
  }
  if (parser.token.kind === 'name' && parser.following.text === '(') return readCall(parser);
  return { kind: 'path', path: parser.path() };
}

function readCall(parser: Parser): SetValue {
  const name = parser.next().text;
  parser.expect('(');
  const operands = parser.nested(() => parser.list(() => readOperand(parser)));
  parser.expect(')');
  const [first, second] = operands;
  if (name !== 'if_not_exists' && name !== 'list_append') {
    parser.complain('function', `Invalid function name; function: ${name}`);
    return first!;
  }
  if (operands.length !== 2) {
    parser.complain(
      'operand',
      `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${operands.length}`,
    );
    return first!;
  }
  if (name === 'list_append') {
    checkOperands(parser, name, 'L', first!, second!);
    return { kind: name, left: first!, right: second! };
  }
  if (first!.kind === 'path') return { kind: name, path: first!.path, otherwise: second! };
  parser.complain('operand', `Operator or function requires a document path; operator or function: ${name}`);
  return first!;
}

function readChange(
  parser: Parser,
  operator: string,
  allowed: readonly AttributeType[],
): { path: Path; value: AttributeValue } {
  const path = parser.path();
  const value = parser.value();
  const type = typeOf(value);
  if (!allowed.includes(type)) {
    parser.complain(
      'operand',
      `Incorrect operand type for operator or function; operator: ${operator}, operand type: ${TYPE_NAMES[type]}, typeSet: ALLOWED_FOR_${operator}_OPERAND`,
    );
  }
  return { path, value };
}

function checkOperands(parser: Parser, operator: string, type: AttributeType, ...operands: SetValue[]): void {
  for (const operand of operands) {
    if (operand.kind !== 'value' || typeOf(operand.value) === type) continue;
    parser.complain(
      'operand',
      `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${typeOf(operand.value)}`,
    );
  }
}

/**
 * No path may lead into another's, and no attribute may be both a list and a map. The paths are laid into a tree,
 * one step a branch, where those that clash meet.
 */
export function checkPaths(parser: Parser, paths: readonly Path[]): void {
  const root: Branch = { children: new Map() };
  for (const path of paths) {
    let branch = root;
    for (const step of path) {
      if (branch.path) return clash(parser, 'overlap', branch.path, path);
      const indexed = typeof step === 'number';
      if (branch.indexed !== undefined && branch.indexed !== indexed) {
        return clash(parser, 'conflict', anyPath(branch)!, path);
      }
      branch.indexed = indexed;
      let child = branch.children.get(step);
      if (!child) branch.children.set(step, (child = { children: new Map() }));
      branch = child;
    }
    const other = branch.path ?? anyPath(branch);
    if (other) return clash(parser, 'overlap', other, path);
    branch.path = path;
  }
}

interface Branch {
  children: Map<string | number, Branch>;
  /** Whether its children are elements of a list. */
  indexed?: boolean;
  /** The path that ends here. */
  path?: Path;
}

function anyPath(branch: Branch): Path | undefined {
  for (let at: Branch | undefined = branch; at; at = at.children.values().next().value) {
    if (at.path) return at.path;
  }
  return undefined;
}

function clash(parser: Parser, verb: string, one: Path, two: Path): void {
  parser.complain(
    'overlap',
    `Two document paths ${verb} with each other; must remove or rewrite one of these paths; path one: ${writePath(one)}, path two: ${writePath(two)}`,
  );
}
