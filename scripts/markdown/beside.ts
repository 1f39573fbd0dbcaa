import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineMdastPlugin } from 'satteri';

const NAMES = ['Sandbox', 'Exercise', 'Terminal'];

/** Tells the components that name files beside their page which page that is: its path from the root, as `page`. */
export function beside(root: string) {
  return defineMdastPlugin({
    name: 'beside',
    mdxJsxFlowElement(node, context) {
      if (!NAMES.includes(node.name ?? '') || !context.fileURL) return undefined;
      const value = relative(root, fileURLToPath(context.fileURL)).replaceAll('\\', '/');
      return { ...node, attributes: [...node.attributes, { type: 'mdxJsxAttribute', name: 'page', value }] };
    },
  });
}
