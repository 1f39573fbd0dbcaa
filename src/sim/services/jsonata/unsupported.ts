import { parseJsonata } from './evaluate.ts';
import { JsonataError } from './jsonata-error.ts';

/** A part of JSONata's syntax tree, as its parser leaves it. */
interface Node {
  readonly type?: string;
  readonly value?: unknown;
  readonly steps?: readonly Node[];
  readonly [part: string]: unknown;
}

/**
 * What in an expression AWS refuses when a state machine is created, in the words that follow
 * UNSUPPORTED_JSONATA_EXPRESSION: an expression has no input of its own, so a path must begin with `$states`, a variable
 * or a value. Undefined where all is well. Throws a JsonataError where the text is no expression.
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export function unsupportedJsonata(text: string): string | undefined {
  const ast = parseJsonata(text).ast();
  try {
    return within(ast);
  } catch (thrown) {
    throw JsonataError.from(thrown);
  }
}

/** The first refusal in a part whose context is the expression's own. */
function within(part: unknown): string | undefined {
  if (Array.isArray(part)) return first(part);
  if (typeof part !== 'object' || part === null) return undefined;
  const node = part as Node;
  if (node.type === 'variable' && (node.value === '' || node.value === '$')) {
    return `Reference to '$${node.value}' is not supported.`;
  }
  if (node.type === 'name') return `Reference to '${String(node.value)}' at the top level is not supported.`;
  if (node.type === 'wildcard') return "Reference to '*' at the top level is not supported.";
  if (node.type === 'descendant') return "Reference to '**' at the top level is not supported.";
  // Only the first step of a path looks at the top; the others look at what it gives.
  if (node.type === 'path') return within(node.steps?.[0]);
  // A predicate and a group look at what stands before them, a transformation at what it is given.
  if (node.type === 'transform') return undefined;
  const { predicate: _predicate, stages: _stages, group: _group, ...parts } = node;
  return first(Object.values(parts));
}

function first(parts: readonly unknown[]): string | undefined {
  for (const part of parts) {
    const refusal = within(part);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}
