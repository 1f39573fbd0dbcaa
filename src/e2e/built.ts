import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A page of the built site. */
export interface BuiltPage {
  path: string;
  html: string;
}

/** Every page of the sitemap. */
export function builtPages(folder: string): BuiltPage[] {
  const sitemap = readFileSync(join(folder, 'sitemap-0.xml'), 'utf8');
  return [...sitemap.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address]) => {
    const path = new URL(address!).pathname;
    return { path, html: readFileSync(join(folder, path, 'index.html'), 'utf8') };
  });
}

/** An example of a page: its place among those of the page, and its markup. */
export interface BuiltExample extends BuiltPage {
  index: number;
}

export function examplesOf({ path, html }: BuiltPage): BuiltExample[] {
  return [...html.matchAll(/<x-sandbox.*?<\/x-sandbox>/gs)].map(([html], index) => ({ path, index, html }));
}

/** What a page is made of: its part of the site, and the elements, classes and roles that it has. */
export function features({ path, html }: BuiltPage): Set<string> {
  // Not what stands in code: its own words are no elements.
  const markup = html.replaceAll(/<(script|style)\b[^>]*>.*?<\/\1>/gs, '');
  const found = new Set([`part ${path.split('/')[1]}`]);
  for (const [, element, attributes] of markup.matchAll(/<([a-z][\w-]*)((?:"[^"]*"|[^">])*)>/g)) {
    found.add(`<${element}>`);
    const role = / role="([^"]+)"/.exec(attributes!)?.[1];
    if (role) found.add(`role ${role}`);
    for (const name of / class="([^"]+)"/.exec(attributes!)?.[1]?.split(' ') ?? [])
      // Astro's own name for a component's styles says nothing of the page.
      if (name && !name.startsWith('astro-')) found.add(`.${name}`);
  }
  return found;
}

/**
 * A few pages that together have every feature of all: a page of each kind, found without a list of kinds. A page more of
 * a known kind adds none. Small pages come first where they have as much to show.
 */
export function kinds<Page extends BuiltPage>(pages: Page[]): Page[] {
  const missing = new Map(pages.map((page) => [page, features(page)]));
  const chosen: Page[] = [];
  for (;;) {
    const worth = (page: Page) => missing.get(page)!.size / Math.sqrt(page.html.length);
    const best = pages.reduce((best, page) => (worth(page) > worth(best) ? page : best));
    const shown = [...missing.get(best)!];
    if (shown.length === 0) return chosen;
    chosen.push(best);
    for (const left of missing.values()) for (const feature of shown) left.delete(feature);
  }
}
