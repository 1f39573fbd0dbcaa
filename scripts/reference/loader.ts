import { docsLoader } from '@astrojs/starlight/loaders';
import type { Loader } from 'astro/loaders';
import { ROOT } from '../astro.ts';
import { lastChange, lastChanges } from '../site/changed.ts';
import type { ReferencePage } from './page.ts';
import { lastReferencePages, referencePages, referencePagesApart } from './reference.ts';

/** The pages of content/docs, and those of the API reference, which are made from the library's comments. */
export function pagesLoader(): Loader {
  const docs = docsLoader();
  return {
    name: 'pages',
    async load(context) {
      await docs.load(context);
      // Who asks for the front matter of the course's own pages alone.
      if (process.env['REFERENCE'] === 'none') return;
      const base = context.config.base.replace(/\/$/, '');
      const changes = lastChanges(['src/sim'], ROOT);
      const put = async ({ slug, folder, title, description, html, headings }: ReferencePage) => {
        const id = `reference/${slug}`;
        // Where "Edit page" leads.
        const filePath = `${folder}/index.ts`;
        const fields = {
          title: `API: ${title}`,
          description,
          sidebar: { label: title },
          lastUpdated: lastChange(folder, changes),
        };
        const data = await context.parseData({ id, filePath, data: fields });
        const rendered = {
          html: html.replaceAll('href="/', `href="${base}/`),
          metadata: { headings, imagePaths: [], frontmatter: {} },
        };
        context.store.set({ id, data, filePath, rendered });
      };
      const putAll = async (pages: ReferencePage[]) => {
        for (const page of pages) await put(page);
      };
      context.logger.info('Reading the library for the API reference, where it has changed …');
      if (!context.watcher) return putAll(await referencePages());
      const renewed = referencePagesApart().then(putAll);
      // While someone writes, a page of yesterday is better than one in ten seconds.
      const last = lastReferencePages();
      if (!last) return renewed;
      await putAll(last);
      renewed.catch((error: unknown) => context.logger.error(`The API reference is old: ${String(error)}`));
    },
  };
}
