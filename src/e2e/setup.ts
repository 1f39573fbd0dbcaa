import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { ROOT } from '../../scripts/astro.ts';
import { siteHeaders } from '../../scripts/headers.ts';
import { serve } from '../../scripts/serve.ts';
import { builtPages, type BuiltPage, examplesOf, kinds } from './built.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The built site with the headers of `_headers`, and without any; each with a slash at its end. */
    site: { url: string; plainUrl: string };
    /** The path of every page of the sitemap. */
    paths: string[];
    /** The paths of the pages that have an example. */
    withSandboxes: string[];
    /** The paths of a few pages that together have every kind of thing that pages have. */
    kinds: string[];
    /** A few examples, likewise; `index` counts those of a page. */
    kindsOfExamples: { path: string; index: number }[];
    /** Milliseconds that one wait may take on this machine. */
    wait: number;
  }
}

/** Serves `dist/` to the browser tests, which all look at the one build. */
export default async function setup(project: TestProject) {
  const folder = join(ROOT, 'dist');
  if (!existsSync(join(folder, 'index.html')))
    throw new Error('The browser tests need a built site: npm run build.');
  const isolated = await serve({ folder, headers: siteHeaders(join(folder, '_headers')) });
  const plain = await serve({ folder });
  const pages = builtPages(folder);
  project.provide('site', { url: isolated.url, plainUrl: plain.url });
  const paths = (some: BuiltPage[]) => some.map(({ path }) => path);
  project.provide('paths', paths(pages));
  project.provide('withSandboxes', paths(pages.filter(({ html }) => html.includes('<x-sandbox'))));
  project.provide('kinds', paths(kinds(pages)));
  const examples = kinds(pages.flatMap(examplesOf));
  project.provide(
    'kindsOfExamples',
    examples.map(({ path, index }) => ({ path, index })),
  );
  return async () => {
    await Promise.all([isolated.close(), plain.close()]);
  };
}
