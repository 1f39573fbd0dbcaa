import { fileURLToPath } from 'node:url';
import { defineMdastPlugin } from 'satteri';
import { findChromium } from '../../scripts/chromium.ts';
import { figure } from './figure.ts';
import { withRenderer } from './render.ts';
import { DiagramStore } from './store.ts';

/**
 * Puts the committed picture in place of each ```mermaid fence. One that is not there yet is drawn where a Chromium is
 * at hand, so that a page can be written with the picture beside it; elsewhere the build fails with its page and line.
 */
export function diagrams(root: string) {
  const store = new DiagramStore(root);
  return defineMdastPlugin({
    name: 'diagrams',
    options: { position: true },
    async code(node, context) {
      if (node.lang !== 'mermaid') return undefined;
      let svg = store.read(node.value);
      if (svg === undefined) {
        const page = context.fileURL ? fileURLToPath(context.fileURL) : 'a page';
        const where = `${page}:${node.position?.start.line ?? 1}`;
        if (!findChromium()) {
          throw new Error(
            `${where}: the diagram has no picture in content/diagrams, and there is no Chromium to draw it. Run npm run diagrams where there is one.`,
          );
        }
        try {
          svg = await withRenderer((render) => render(node.value));
        } catch (error) {
          throw new Error(`${where}: ${error instanceof Error ? error.message : String(error)}`, {
            cause: error,
          });
        }
        store.write(node.value, svg);
      }
      const html = figure(svg, node.value);
      if (context.sourceFormat === 'markdown') return { type: 'html', value: html };
      return {
        type: 'mdxJsxFlowElement',
        name: 'Fragment',
        attributes: [{ type: 'mdxJsxAttribute', name: 'set:html', value: html }],
        children: [],
      };
    },
  });
}
