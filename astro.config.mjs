import { fileURLToPath } from 'node:url';
import { satteri } from '@astrojs/markdown-satteri';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import { examples } from './scripts/examples/vite.ts';
import { headersFor, siteHeaders } from './scripts/headers.ts';
import { baseLinks } from './scripts/markdown/base-links.ts';
import { scrollTables } from './scripts/markdown/scroll-tables.ts';
import { diagrams } from './src/diagrams/plugin.ts';
import { siteFrom } from './src/components/site.ts';
import { bundles } from './scripts/vite/bundle.ts';

const { url, base, repository, branch } = siteFrom(process.env);

export default defineConfig({
  site: url,
  base,
  // Starlight reads <srcDir>/content/docs; code stays in src/.
  srcDir: '.',
  outDir: process.env.OUT_DIR || 'dist',
  // Not in node_modules, which working trees may share.
  cacheDir: '.cache/astro',
  server: { headers: headersFor(siteHeaders(), '/') },
  markdown: {
    processor: satteri({
      mdastPlugins: [diagrams(fileURLToPath(new URL('.', import.meta.url)))],
      hastPlugins: [baseLinks(base), scrollTables()],
    }),
  },
  vite: {
    cacheDir: '.cache/vite',
    plugins: [bundles(), examples()],
    // Astro marks its own modules by directives that mean nothing to the bundler.
    build: { rolldownOptions: { checks: { moduleLevelDirective: false } } },
  },
  integrations: [
    starlight({
      title: 'Desired Capacity',
      description:
        'A course on AWS availability, scaling and messaging in which every example runs in the page.',
      logo: { src: './src/components/logo.svg' },
      favicon: '/favicon.svg',
      social: [{ icon: 'github', label: 'Source', href: repository }],
      editLink: { baseUrl: `${repository}/edit/${branch}/` },
      lastUpdated: true,
      disable404Route: true,
      customCss: [
        '@fontsource-variable/source-sans-3/wght.css',
        '@fontsource-variable/source-sans-3/wght-italic.css',
        './src/components/site.css',
        './src/diagrams/diagrams.css',
      ],
      components: {
        Footer: './src/components/Footer.astro',
        Head: './src/components/Head.astro',
      },
      // A part, its services, and their pages in the order of their front matter.
      sidebar: [
        {
          label: 'Messaging',
          items: [{ label: 'Amazon SQS', items: [{ autogenerate: { directory: 'messaging/sqs' } }] }],
        },
        { label: 'The simulator', items: [{ autogenerate: { directory: 'simulator' } }] },
        { slug: 'corrections' },
      ],
    }),
  ],
});
