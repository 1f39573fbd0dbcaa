import { foldsOf } from '../../src/sandbox/folds.ts';

/** As much of Expressive Code's trees as is needed here. */
interface Node {
  type: string;
  tagName?: string;
  properties?: Record<string, unknown>;
  children?: Node[];
  value?: string;
}

/** Puts folded lines of code that is marked `fold` into a `<details>`, which opens without a script too. */
export function foldCode() {
  return {
    name: 'fold-code',
    hooks: {
      postprocessRenderedBlock({
        codeBlock,
        renderData,
      }: {
        codeBlock: { code: string; metaOptions: { getBoolean(key: string): boolean | undefined } };
        renderData: { blockAst: Node };
      }) {
        if (!codeBlock.metaOptions.getBoolean('fold')) return;
        const code = find(renderData.blockAst, 'code')!;
        // From the last on, so that lines before keep their places.
        for (const { from, to, label } of foldsOf(codeBlock.code).reverse()) {
          const lines = code.children!.slice(from - 1, to);
          code.children!.splice(from - 1, lines.length, details(label, lines));
        }
      },
    },
  };
}

function details(label: string, lines: Node[]): Node {
  const summary: Node = {
    type: 'element',
    tagName: 'summary',
    properties: {},
    children: [{ type: 'text', value: label }],
  };
  return { type: 'element', tagName: 'details', properties: {}, children: [summary, ...lines] };
}

function find(node: Node, tag: string): Node | undefined {
  if (node.tagName === tag) return node;
  for (const child of node.children ?? []) {
    const found = find(child, tag);
    if (found) return found;
  }
  return undefined;
}
