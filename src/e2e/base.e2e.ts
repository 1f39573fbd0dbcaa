import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe } from 'vitest';
import { astro, ROOT } from '../../scripts/astro.ts';
import { siteHeaders } from '../../scripts/headers.ts';
import { serve, type Served } from '../../scripts/serve.ts';
import { ContainerOnPage } from './container/page.ts';
import { serveStandIn } from './container/stand-in.ts';
import { search } from './search.ts';
import { expect, inject, test } from './site.ts';

// The same site as on GitHub Pages: under a path, at an address and from a repository of its own.
const base = '/course';
const paths = [...inject('paths'), '/404.html'];
let site: Served;

// Vitest describes itself in the environment, by names that Vite reads too.
const withoutVitest = Object.fromEntries(
  ['BASE_URL', 'MODE', 'DEV', 'PROD', 'SSR', 'NODE_ENV', 'VITEST'].map((name) => [name, undefined]),
);

beforeAll(async () => {
  const folder = '.cache/dist-base';
  const status = astro(['build', '--silent'], {
    OUT_DIR: folder,
    BASE_PATH: base,
    SITE_URL: 'https://someone.example',
    REPOSITORY: 'https://git.example/someone/course',
    BRANCH: 'trunk',
    WEBCONTAINER_CLIENT_ID: 'wc_api_someone',
    ...withoutVitest,
  });
  expect(status).toBe(0);
  site = await serve({ folder: join(ROOT, folder), base, headers: siteHeaders() });
}, 300_000);

afterAll(() => site.close());

describe('under a base path', () => {
  test('every link and every file of every page is there', async ({ visit }) => {
    const checked = new Map<string, number>();
    const dead: string[] = [];
    for (const path of paths) {
      const page = await visit(path, { site: site.url });
      for (const address of await addresses(page)) {
        const { origin, pathname } = new URL(address);
        if (origin !== new URL(site.url).origin) continue;
        if (!checked.has(pathname)) checked.set(pathname, (await fetch(origin + pathname)).status);
        if (checked.get(pathname) !== 200 || !pathname.startsWith(base)) dead.push(`${path} → ${pathname}`);
      }
      await page.context().close();
    }
    expect(dead).toEqual([]);
    expect(checked.size).toBeGreaterThan(paths.length);
  });

  test('the search finds, and leads there', async ({ visit }) => {
    const page = await visit('/', { site: site.url });
    const results = await search(page, 'queue');
    await results.first().click();
    await page.waitForURL((url) => url.pathname.startsWith(`${base}/`));
    expect(await page.locator('h1').innerText()).not.toBe('No such page');
  });

  test('a WebContainer starts, and StackBlitz is told whose it is', async ({ visit }) => {
    const standIn = await serveStandIn({ parent: new URL(site.url).origin });
    try {
      const page = await visit('/', { site: site.url, allow: new RegExp(`^${standIn.origin}`) });
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
