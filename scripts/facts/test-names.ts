import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** Tests by these names of theirs do not run, or are to fail: they show nothing. */
const IDLE = ['skip', 'todo', 'fails', 'skipIf', 'runIf'];

/** The names in `test.each(rows)`, from the root on: test, each. */
function chain(node: ts.Expression): string[] {
  if (ts.isIdentifier(node)) return [node.text];
  if (ts.isPropertyAccessExpression(node)) return [...chain(node.expression), node.name.text];
  if (ts.isCallExpression(node)) return chain(node.expression);
  if (ts.isTaggedTemplateExpression(node)) return chain(node.tag);
  return [];
}

/** The names, as they are written, of the tests in a file that run and are to pass. */
export function testNames(file: string): Set<string> {
  const names = new Set<string>();
  function visit(node: ts.Node, idle: boolean) {
    if (ts.isCallExpression(node)) {
      const [root, ...modifiers] = chain(node.expression);
      const [name] = node.arguments;
      if (root === 'describe' || root === 'test' || root === 'it') {
        idle ||= modifiers.some((one) => IDLE.includes(one));
        if (root !== 'describe' && !idle && name && ts.isStringLiteralLike(name)) names.add(name.text);
      }
    }
    ts.forEachChild(node, (child) => visit(child, idle));
  }
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true), false);
  return names;
}
