import { fileURLToPath } from 'node:url';
import { satteri } from '@astrojs/markdown-satteri';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import { examples } from './scripts/examples/vite.ts';
import { headersFor, siteHeaders } from './scripts/headers.ts';
import { components } from './scripts/markdown/components.ts';
import { beside } from './scripts/markdown/beside.ts';
import { baseLinks } from './scripts/markdown/base-links.ts';
import { referenceSlugs } from './scripts/reference/modules.ts';
import { questions } from './scripts/markdown/questions.ts';
import { scrollTables } from './scripts/markdown/scroll-tables.ts';
import { terms } from './scripts/markdown/terms.ts';
import { twins } from './scripts/markdown/twins.ts';
import { finish } from './scripts/site/finish.ts';
import { examplesAsAsked } from './scripts/site/examples-as-asked.ts';
import { sidebarItems } from './scripts/site/folders.ts';
import { readFolders } from './scripts/site/read-folders.ts';
import { RANKING } from './scripts/site/search.ts';
import { watchFolders } from './scripts/site/watch-folders.ts';
import { diagrams } from './src/diagrams/plugin.ts';
import { redirects } from './src/components/moved.ts';
import { siteFrom, underBase } from './src/components/site.ts';
import { bundles } from './scripts/vite/bundle.ts';
import { chunks } from './scripts/vite/chunks.ts';
import { land } from './scripts/vite/land.ts';

const root = fileURLToPath(new URL('.', import.meta.url));
const site = siteFrom(process.env);
const { url, base, repository, branch, webContainerClientId } = site;
const folders = readFolders(root);
const { pages, folders: parts } = folders;

export default defineConfig({
  site: url,
  base,
  // Starlight reads <srcDir>/content/docs; code stays in src/.
  srcDir: '.',
  outDir: process.env.OUT_DIR || 'dist',
  redirects: redirects(base),
  // Not in node_modules, which working trees may share.
  cacheDir: '.cache/astro',
  server: { headers: headersFor(siteHeaders(), '/') },
  markdown: {
    processor: satteri({
      mdastPlugins: [beside(root), questions(), diagrams(root), terms(root)],
      hastPlugins: [baseLinks(base), scrollTables()],
    }),
  },
  vite: {
    // Each command its own: what one has prepared is not what another wants.
    cacheDir: `.cache/vite/${process.argv[2]}`,
    // Thousands of files that nobody edits.
    server: { watch: { ignored: ['**/.cache/**', '**/.node/**', '**/dist/**'] } },
    plugins: [components(), bundles(), chunks(), land(), examples(), examplesAsAsked()],
    define: {
      'import.meta.env.WEBCONTAINER_CLIENT_ID': JSON.stringify(webContainerClientId),
      'import.meta.env.FOLDERS': JSON.stringify(folders),
    },
    // Astro marks its own modules by directives that mean nothing to the bundler.
    build: { rolldownOptions: { checks: { moduleLevelDirective: false } } },
  },
  integrations: [
    {
      name: 'routes',
      hooks: {
        'astro:config:setup'({ injectRoute }) {
          injectRoute({ pattern: '/changes.xml', entrypoint: './src/components/changes.xml.ts' });
          injectRoute({ pattern: '/llms.txt', entrypoint: './src/components/llms.txt.ts' });
          injectRoute({ pattern: '/cards/[...id].png', entrypoint: './src/components/card.png.ts' });
        },
      },
    },
    twins(site),
    watchFolders(root),
    starlight({
      title: 'Desired Capacity',
      description:
        'A course on AWS availability, scaling and messaging in which every example runs in the page.',
      logo: { src: './src/components/logo.svg' },
      favicon: '/favicon.svg',
      social: [{ icon: 'github', label: 'Source', href: repository }],
      editLink: { baseUrl: `${repository}/edit/${branch}/` },
      lastUpdated: true,
      pagefind: { ranking: RANKING },
      disable404Route: true,
      customCss: [
        '@fontsource-variable/source-sans-3/wght.css',
        '@fontsource-variable/source-sans-3/wght-italic.css',
        '@fontsource-variable/source-code-pro/wght.css',
        './src/components/site.css',
        './src/components/reference.css',
        './src/diagrams/diagrams.css',
      ],
      head: [
        {
          tag: 'link',
          attrs: {
            rel: 'alternate',
            type: 'application/rss+xml',
            title: 'Changes',
            href: underBase('/changes.xml', base),
          },
        },
      ],
      // Folds what the reader is not in.
      routeMiddleware: './src/components/sidebar.ts',
      components: {
        Footer: './src/components/Footer.astro',
        Head: './src/components/Head.astro',
        Hero: './src/components/Hero.astro',
        PageTitle: './src/components/PageTitle.astro',
        SkipLink: './src/components/SkipLink.astro',
      },
      // A part, its services, and their pages, as the folders of content/docs have them.
      sidebar: [
        ...sidebarItems({ pages: [], folders: parts }),
        { label: 'API reference', items: referenceSlugs() },
        ...pages,
      ],
    }),
    // Last: it looks at what the others have made.
    finish(),
  ],
});
