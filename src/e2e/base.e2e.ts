import { globSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe } from 'vitest';
import { astro } from '../../scripts/astro.ts';
import { SiteCopy } from '../../scripts/bench/site-copy.ts';
import { siteHeaders } from '../../scripts/headers.ts';
import { serve, type Served } from '../../scripts/serve.ts';
import { ContainerOnPage } from './container/page.ts';
import { serveStandIn } from './container/stand-in.ts';
import { search } from './search.ts';
import { expect, inject, test } from './site.ts';

/*
 * The site as on GitHub Pages: under a path, at an address and from a repository of its own. A few pages stand for all:
 * what puts links under the base is the same for each, and `npm run check links` looks at every link.
 */
const BASE = '/course';
const CHAPTER = 'messaging/sqs/dead-letter-queues';
/** Pages and examples of the first level, with those of the page that explains them, one chapter, and what the home page plays or draws. */
const PLAYED = 'messaging/sqs/absorb-a-spike\\.ts|architectures/web-tier/[^/]*\\.ts';
const KEPT = new RegExp(`^([^/]+|how-to-read/.*|${CHAPTER}[./].*|${PLAYED})$`);
const PAGES = ['/', `/${CHAPTER}/`, '/progress/', '/corrections/', '/reference/sqs/', '/404.html'];

// Vitest describes itself in the environment, by names that Vite reads too.
const withoutVitest = Object.fromEntries(
  ['BASE_URL', 'MODE', 'DEV', 'PROD', 'SSR', 'NODE_ENV', 'VITEST'].map((name) => [name, undefined]),
);

let site: Served;

beforeAll(async () => {
  const { folder } = new SiteCopy('base');
  const docs = join(folder, 'content/docs');
  for (const file of globSync('**', { cwd: docs, withFileTypes: true }).filter((entry) => entry.isFile())) {
    const path = join(file.parentPath, file.name);
    if (!KEPT.test(relative(docs, path).replaceAll('\\', '/'))) rmSync(path);
  }
  const environment = {
    BASE_PATH: BASE,
    SITE_URL: 'https://someone.example',
    REPOSITORY: 'https://git.example/someone/course',
    BRANCH: 'trunk',
    WEBCONTAINER_CLIENT_ID: 'wc_api_someone',
    ...withoutVitest,
  };
  expect(astro(['build', '--silent'], environment, folder)).toBe(0);
  site = await serve({ folder: join(folder, 'dist'), base: BASE, headers: siteHeaders() });
});

afterAll(() => site?.close());

describe('under a base path', () => {
  test('every link and every file of every page is there', async ({ visit }) => {
    // Pages of the whole site, which this one need not have.
    const elsewhere = inject('paths').map((path) => BASE + path);
    const checked = new Map(elsewhere.map((path) => [path, 200]));
    const dead: string[] = [];
    for (const path of PAGES) {
      const page = await visit(path, { site: site.url });
      for (const address of await addresses(page)) {
        const { origin, pathname } = new URL(address);
        if (origin !== new URL(site.url).origin) continue;
        if (!checked.has(pathname)) checked.set(pathname, (await fetch(origin + pathname)).status);
        if (checked.get(pathname) !== 200 || !pathname.startsWith(BASE)) dead.push(`${path} → ${pathname}`);
      }
      await page.context().close();
    }
    expect(dead).toEqual([]);
    expect(checked.size).toBeGreaterThan(elsewhere.length + PAGES.length);
  });

  test('the search finds, and leads there', async ({ visit }) => {
    const page = await visit('/', { site: site.url });
    const results = await search(page, 'queue');
    await results.first().click();
    await page.waitForURL((url) => url.pathname.startsWith(`${BASE}/`));
    expect(await page.locator('h1').innerText()).not.toBe('No such page');
  });

  test('a WebContainer starts, and StackBlitz is told whose it is', async ({ visit }) => {
    const standIn = await serveStandIn({ parent: new URL(site.url).origin });
    try {
      const page = await visit('/', {
        site: site.url,
        allow: new RegExp(`^${standIn.origin}`),
        policy: false,
      });
      await page.evaluate((origin) => {
        Object.assign(globalThis, { WEBCONTAINER_API_IFRAME_URL: origin });
      }, standIn.origin);
      await new ContainerOnPage(page).choose();
      expect(standIn.query.get('client_id')).toBe('wc_api_someone');
      await page.close();
    } finally {
      await standIn.close();
    }
  });

  test('address, repository and branch are those of the environment', async ({ visit }) => {
    const page = await visit('/', { site: site.url });
    const canonical = await page.locator('link[rel=canonical]').getAttribute('href');
    expect(canonical).toBe('https://someone.example/course/');
    const edit = await page.getByRole('link', { name: 'Edit page' }).getAttribute('href');
    expect(edit).toBe('https://git.example/someone/course/edit/trunk/content/docs/index.mdx');
  });
});

/** What a page links to and loads. */
function addresses(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('[href], [src]')].flatMap((element) => {
      const address = element.getAttribute('href') ?? element.getAttribute('src');
      if (!address || element.matches('link[rel=canonical], link[rel=sitemap]')) return [];
      return [new URL(address, document.baseURI).href];
    }),
  );
}
