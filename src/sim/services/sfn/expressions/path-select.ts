import { ExpressionError } from './expression-error.ts';
import { DEEPEST } from '../../../cloud/expressions/depth.ts';
import { isObject, own } from './json.ts';
import type { Filter, Operand, Step } from './path.ts';
import { single } from './path.ts';

/** More values than this a path may not touch: `$..*..*` over a large payload would never end. */
const MOST = 1_000_000;

/** The values that steps select from a document, in its order. */
export class Selection {
  readonly #root: unknown;
  #touched = 0;

  constructor(root: unknown) {
    this.#root = root;
  }

  /** What step `at` selects from each of the nodes that the steps before it gave. */
  apply(steps: readonly Step[], at: number, nodes: readonly unknown[]): unknown[] {
    const step = steps[at]!;
    const selected: unknown[] = [];
    for (const node of nodes) {
      switch (step.kind) {
        case 'names':
          this.#names(step.names, at === steps.length - 1, node, selected);
          break;
        case 'indexes':
          if (Array.isArray(node)) for (const index of step.indexes) this.#index(node, index, selected);
          break;
        case 'slice':
          if (Array.isArray(node)) this.#slice(node, step.from, step.to, selected);
          break;
        case 'wildcard':
          this.#addAll(children(node), selected);
          break;
        case 'descent':
          this.#descend(node, selected);
          break;
        case 'filter':
          // After `..` each node is itself a candidate; else the items are, or an object as a whole.
          if (Array.isArray(node) && steps[at - 1]?.kind !== 'descent') {
            for (const item of node as unknown[])
              if (this.#passes(step.filter, item)) this.#add(item, selected);
          } else if (isObject(node) && this.#passes(step.filter, node)) {
            this.#add(node, selected);
          }
          break;
      }
    }
    return selected;
  }

  #names(names: readonly string[], last: boolean, node: unknown, selected: unknown[]): void {
    if (!isObject(node)) return;
    const present = names.filter((name) => Object.hasOwn(node, name));
    if (names.length > 1 && last)
      this.#add(Object.fromEntries(present.map((name) => [name, node[name]])), selected);
    else for (const name of present) this.#add(node[name], selected);
  }

  #index(node: readonly unknown[], index: number, selected: unknown[]): void {
    const at = index < 0 ? node.length + index : index;
    if (at >= 0 && at < node.length) this.#add(node[at], selected);
  }

  // Jayway counts from the end for each index apart, so `[1:-1]` is empty, unlike in Python.
  #slice(
    node: readonly unknown[],
    from: number | undefined,
    to: number | undefined,
    selected: unknown[],
  ): void {
    const { length } = node;
    if (from !== undefined && to !== undefined) {
      for (let i = Math.max(from, -length); i < Math.min(to, length); i++) this.#index(node, i, selected);
    } else if (from !== undefined) {
      this.#addAll(node.slice(from), selected);
    } else {
      this.#addAll(node.slice(0, to), selected);
    }
  }

  /** The node and all the objects and lists below it, each before what it holds. */
  #descend(node: unknown, selected: unknown[]): void {
    const waiting = [{ node, depth: 0 }];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (typeof next.node !== 'object' || next.node === null || next.depth > DEEPEST) continue;
      this.#add(next.node, selected);
      for (const child of children(next.node).reverse()) waiting.push({ node: child, depth: next.depth + 1 });
    }
  }

  #passes(filter: Filter, item: unknown): boolean {
    switch (filter.kind) {
      case 'and':
        return filter.filters.every((part) => this.#passes(part, item));
      case 'or':
        return filter.filters.some((part) => this.#passes(part, item));
      case 'not':
        return !this.#passes(filter.filter, item);
      case 'exists':
        return this.#operand(filter.operand, item) !== undefined;
      case 'compare':
        return filter.test(this.#operand(filter.left, item), this.#operand(filter.right, item));
    }
  }

  /** Undefined where a definite path finds nothing. */
  #operand(operand: Operand, item: unknown): unknown {
    if (operand.kind === 'value') return operand.value;
    let nodes: unknown[] = [operand.root === '@' ? item : this.#root];
    for (let i = 0; i < operand.steps.length; i++) nodes = this.apply(operand.steps, i, nodes);
    return operand.steps.every(single) ? nodes[0] : nodes;
  }

  #addAll(values: readonly unknown[], selected: unknown[]): void {
    for (const value of values) this.#add(value, selected);
  }

  #add(value: unknown, selected: unknown[]): void {
    if (++this.#touched > MOST)
      throw new ExpressionError('States.Runtime', 'The path selects too many values');
    selected.push(value);
  }
}

function children(node: unknown): unknown[] {
  if (Array.isArray(node)) return [...(node as unknown[])];
  return isObject(node) ? Object.keys(node).map((key) => own(node, key)) : [];
}
