import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Plugin } from 'vite';
import { ROOT } from '../astro.ts';
import { isElement, parse, type Page } from '../pages/page.ts';

const FOLDER = join(ROOT, 'src/components');

/** Starlight's components, for pages: https://starlight.astro.build/components/using-components/ */
const STARLIGHT = 'Aside Badge Card CardGrid Code FileTree Icon LinkButton LinkCard Steps TabItem Tabs'.split(
  ' ',
);
/** Where the component of a name is imported from; undefined where a page has to import it itself, or has it anyway. */
function source(name: string): { own: boolean; from: string } | undefined {
  if (globSync('*.astro', { cwd: FOLDER }).some((file) => basename(file, '.astro') === name)) {
    return { own: true, from: join(FOLDER, `${name}.astro`) };
  }
  return STARLIGHT.includes(name) ? { own: false, from: '@astrojs/starlight/components' } : undefined;
}

/** Names that a page's own imports and exports give it. */
export function declared(nodes: Page['nodes']): Set<string> {
  const names = new Set<string>();
  for (const node of nodes) {
    if (node.type !== 'mdxjsEsm') continue;
    for (const [, clause] of node.value.matchAll(/\bimport\s+([^'"]+?)\s+from\b/g)) {
      for (const part of clause!.split(/[{},]/)) names.add(part.trim().split(/\s+/).at(-1)!);
    }
    for (const [, name] of node.value.matchAll(/\bexport\s+(?:const|let|function)\s+(\w+)/g))
      names.add(name!);
  }
  return names;
}

/** Whether every page has the component of that name at hand. */
export const isAtHand = (name: string): boolean => name === 'Fragment' || source(name) !== undefined;

/** The imports that a page needs for the components that it uses and does not import, as lines of JavaScript. */
export function importsFor(nodes: Page['nodes']): string[] {
  const own = declared(nodes);
  const used = new Set(nodes.flatMap((node) => (isElement(node) && node.name?.split('.')[0]) || []));
  return [...used].sort().flatMap((name) => {
    const found = own.has(name) ? undefined : source(name);
    if (!found) return [];
    return `import ${found.own ? name : `{ ${name} }`} from ${JSON.stringify(found.from)};`;
  });
}

/** Has the components of the site and of Starlight at hand in each page: no page needs to import them. */
export function components(): Plugin {
  return {
    name: 'components',
    enforce: 'pre',
    transform: {
      filter: { id: /\.mdx$/ },
      // At the end, so that every line stays where it is.
      handler(code, id) {
        const imports = importsFor(parse(id, code));
        return imports.length > 0 ? { code: `${code}\n\n${imports.join('\n')}\n`, map: null } : undefined;
      },
    },
  };
}
