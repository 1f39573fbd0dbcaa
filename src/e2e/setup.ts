import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { ROOT } from '../../scripts/astro.ts';
import { siteHeaders } from '../../scripts/headers.ts';
import { serve } from '../../scripts/serve.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The built site with the headers of `_headers`, and without any; each with a slash at its end. */
    site: { url: string; plainUrl: string };
    /** The path of every page of the sitemap. */
    paths: string[];
  }
}

/** Serves `dist/` to the browser tests, which all look at the one build. */
export default async function setup(project: TestProject) {
  const folder = join(ROOT, 'dist');
  if (!existsSync(join(folder, 'index.html')))
    throw new Error('The browser tests need a built site: npm run build.');
  const isolated = await serve({ folder, headers: siteHeaders() });
  const plain = await serve({ folder });
  project.provide('site', { url: isolated.url, plainUrl: plain.url });
  project.provide('paths', sitemapPaths(folder));
  return async () => {
    await Promise.all([isolated.close(), plain.close()]);
  };
}

function sitemapPaths(folder: string): string[] {
  const sitemap = readFileSync(join(folder, 'sitemap-0.xml'), 'utf8');
  return [...sitemap.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address = '']) => new URL(address).pathname);
}
