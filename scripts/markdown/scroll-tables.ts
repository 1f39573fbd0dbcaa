import { defineHastPlugin } from 'satteri';

/**
 * Puts each table of a page in a box that scrolls where the page is narrower: the page never does, and the keyboard
 * reaches what is out of sight.
 */
export function scrollTables() {
  return defineHastPlugin({
    name: 'scroll-tables',
    element: {
      filter: ['table'],
      visit(node, context) {
        context.wrapNode(node, {
          type: 'element',
          tagName: 'div',
          properties: { className: ['scroll'], tabIndex: 0 },
          children: [],
        });
      },
    },
  });
}
