import { execFileSync } from 'node:child_process';
import { docsLoader } from '@astrojs/starlight/loaders';
import type { Loader } from 'astro/loaders';
import { ROOT } from '../astro.ts';
import { referencePages } from './reference.ts';

/** The pages of content/docs, and those of the API reference, which are made from the library's comments. */
export function pagesLoader(): Loader {
  const docs = docsLoader();
  return {
    name: 'pages',
    async load(context) {
      await docs.load(context);
      const base = context.config.base.replace(/\/$/, '');
      for (const { slug, title, description, html, headings } of await referencePages()) {
        const id = `reference/${slug}`;
        const folder = `src/sim/${slug}`;
        // Where "Edit page" leads.
        const filePath = `${folder}/index.ts`;
        const fields = {
          title: `API: ${title}`,
          description,
          sidebar: { label: title },
          lastUpdated: lastChanged(folder),
        };
        const data = await context.parseData({ id, filePath, data: fields });
        const rendered = {
          html: html.replaceAll('href="/', `href="${base}/`),
          metadata: { headings, imagePaths: [], frontmatter: {} },
        };
        context.store.set({ id, data, filePath, rendered });
      }
    },
  };
}

/** When a folder was last committed; undefined where it never was or there is no Git. */
function lastChanged(folder: string): Date | undefined {
  try {
    const date = execFileSync('git', ['log', '-1', '--format=%cI', '--', folder], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return date ? new Date(date.trim()) : undefined;
  } catch {
    return undefined;
  }
}
