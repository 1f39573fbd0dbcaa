// Paths as AWS reads them: with Jayway's JsonPath for Java, whose definite paths give a value and whose indefinite ones
// a list. https://docs.aws.amazon.com/step-functions/latest/dg/amazon-states-language-paths.html
import { ExpressionError } from './expression-error.ts';
import { isObject, javaText, own } from './json.ts';
import { Selection } from './path-select.ts';
import { invalidPath, readSteps } from './path-text.ts';
import type { Path, Step } from './path.ts';
import { single } from './path.ts';
import { Reader } from './reader.ts';

export type { Path } from './path.ts';

/** What a path finds. */
export interface Reading {
  found: boolean;
  value: unknown;
  definite: boolean;
  /** Why a definite path found nothing, in the words that AWS repeats after "Invalid path '…' : ". */
  reason?: string;
  /** It found nothing because an index lies outside its array. */
  outside?: boolean;
}

/** Variables are named by Unicode's rules. https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html */
const VARIABLE = /^\$\p{ID_Start}\p{ID_Continue}*/u;

/** Takes a path apart; throws where it is none. */
export function parsePath(text: string): Path {
  if (typeof text !== 'string' || !text.startsWith('$')) {
    throw invalidPath(String(text), "Reference path didn't start with '$'");
  }
  const root = VARIABLE.exec(text)?.[0] ?? (text.startsWith('$$') ? '$$' : '$');
  const steps = readSteps(new Reader(text, root.length, (why) => invalidPath(text, why)), false);
  const reference = steps.every(single);
  // Several names in a last bracket make one object of them, which is one value still.
  const merges = steps.at(-1)?.kind === 'names' && steps.slice(0, -1).every(single);
  return { text, root, steps, definite: reference || merges, reference };
}

/** Reads `root`, which is what the path's first sign stands for. A miss inside an indefinite path is an empty list. */
export function readPath(path: Path, root: unknown): Reading {
  const { definite } = path;
  const selection = new Selection(root);
  let nodes: readonly unknown[] = [root];
  for (let i = 0; i < path.steps.length; i++) {
    const before = nodes;
    nodes = selection.apply(path.steps, i, nodes);
    if (nodes.length > 0) continue;
    if (!definite) break;
    return { found: false, value: undefined, definite, ...missed(path, i, before[0]) };
  }
  return { found: true, value: definite ? nodes[0] : nodes, definite };
}

/** Jayway's reason for finding nothing at step `at`, where `node` stood. */
function missed(path: Path, at: number, node: unknown): { reason: string; outside?: boolean } {
  const step = path.steps[at]!;
  const here = bracketed(path.steps.slice(0, at));
  if (step.kind === 'indexes' && Array.isArray(node)) {
    return { reason: `No results for path: ${bracketed(path.steps)}`, outside: true };
  }
  if (step.kind === 'indexes') {
    if (node === null) return { reason: `The path ${here} is null` };
    return {
      reason: `Filter: ${written(step)} can only be applied to arrays. Current context is: ${javaText(node)}`,
    };
  }
  if (!isObject(node)) return { reason: `Property ${written(step)} not found in path ${here}` };
  if (at === path.steps.length - 1) return { reason: `No results for path: ${bracketed(path.steps)}` };
  return { reason: `Missing property in path ${here}${written(step)}` };
}

function bracketed(steps: readonly Step[]): string {
  return '$' + steps.map(written).join('');
}

function written(step: Step): string {
  if (step.kind === 'names') return `[${step.names.map((name) => `'${name}'`).join(',')}]`;
  return step.kind === 'indexes' ? `[${step.indexes.join(',')}]` : '';
}

/**
 * The root with `value` where a Reference Path points; objects on the way are made where they are missing, lists are not.
 * What was given is not changed. https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultpath.html
 */
export function writePath(path: Path, root: unknown, value: unknown): unknown {
  if (!path.reference) throw invalidPath(path.text, 'It is not a Reference Path');
  const put = (at: number, node: unknown): unknown => {
    const step = path.steps[at];
    if (step?.kind === 'names' && (isObject(node) || node === undefined)) {
      const name = step.names[0]!;
      // A computed key makes a field of its own even of `__proto__`.
      return { ...(node as object | undefined), [name]: put(at + 1, own(node, name)) };
    }
    if (step?.kind === 'indexes' && Array.isArray(node)) {
      const index = step.indexes[0]! < 0 ? node.length + step.indexes[0]! : step.indexes[0]!;
      if (index in node) return (node as unknown[]).with(index, put(at + 1, node[index]));
    }
    if (step === undefined) return value;
    const shown = JSON.stringify(root) ?? 'nothing';
    throw new ExpressionError(
      'States.ResultPathMatchFailure',
      `Unable to apply ReferencePath ${path.text} to input ${shown}`,
    );
  };
  return put(0, root);
}
