import { defineHastPlugin } from 'satteri';
import { underBase } from '../../src/components/site.ts';

/**
 * Pages link to each other by absolute address (`/messaging/…/`), wherever the site is published; this puts the links
 * under the site's base.
 */
export function baseLinks(base: string) {
  return defineHastPlugin({
    name: 'base-links',
    element: {
      filter: ['a'],
      visit(node, context) {
        const { href } = node.properties;
        if (typeof href === 'string') context.setProperty(node, 'href', underBase(href, base));
      },
    },
  });
}
