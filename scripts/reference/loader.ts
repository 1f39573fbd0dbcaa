import { docsLoader } from '@astrojs/starlight/loaders';
import type { Loader } from 'astro/loaders';
import { referencePages } from './reference.ts';

/** The pages of content/docs, and those of the API reference, which are made from the library's comments. */
export function pagesLoader(): Loader {
  const docs = docsLoader();
  return {
    name: 'pages',
    async load(context) {
      await docs.load(context);
      const { base } = context.config;
      for (const { slug, title, description, html, headings } of await referencePages()) {
        const id = `reference/${slug}`;
        // Its source: where "Edit page" leads, and what says when it was changed.
        const filePath = `src/sim/${slug}/index.ts`;
        const data = await context.parseData({
          id,
          filePath,
          data: { title: `API: ${title}`, description, sidebar: { label: title } },
        });
        const rendered = {
          html: html.replaceAll('href="/', `href="${base.replace(/\/$/, '')}/`),
          metadata: { headings, imagePaths: [], frontmatter: {} },
        };
        context.store.set({ id, data, filePath, rendered, digest: context.generateDigest(html) });
      }
    },
  };
}
