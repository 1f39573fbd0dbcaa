import type { Page } from 'playwright-core';
import { RANKING } from '../../scripts/site/search.ts';
import { QUERIES } from './queries.ts';
import { search } from './search.ts';
import { expect, inject, test } from './site.ts';

const EXERCISE = '/messaging/sqs/dead-letter-queues/';
const paths = inject('paths').filter((path) => path !== '/');

/** The first word that the page has in its code and not in its prose, and that is nowhere `elsewhere`. */
function codeWord(page: Page, elsewhere: string): Promise<string | undefined> {
  return page.evaluate((elsewhere) => {
    const main = document.querySelector('main')?.cloneNode(true) as HTMLElement;
    const code = [...main.querySelectorAll('pre')].map((pre) => pre.textContent).join('\n');
    for (const one of main.querySelectorAll('pre, script')) one.remove();
    const prose = main.textContent.toLowerCase();
    const words = code.match(/[A-Za-z]{8,}/g) ?? [];
    return words.find((word) => !`${prose} ${elsewhere}`.includes(word.toLowerCase()));
  }, elsewhere);
}

/** Waits for the page at `path` among the results: they come one after another. */
async function finds(page: Page, words: string, path: string): Promise<void> {
  const results = await search(page, words);
  const paths = () =>
    results.evaluateAll((links) => links.map((link) => new URL((link as HTMLAnchorElement).href).pathname));
  await expect.poll(paths, { message: words }).toContain(path);
}

test('the search finds a page by its prose', async ({ visit }) => {
  const page = await visit('/');
  await finds(page, 'visibility timeout', '/messaging/sqs/visibility-timeout/');
});

test('the search finds a method in the API reference', async ({ visit }) => {
  const page = await visit('/');
  await finds(page, 'receiveMessage', '/reference/sqs/');
});

test('the search finds a page by a word that only its code has', async ({ visit }) => {
  const { url } = inject('site');
  const texts = await Promise.all(
    paths.map(async (path) => (await (await fetch(new URL(path, url))).text()).toLowerCase()),
  );
  for (const [index, path] of paths.entries()) {
    const page = await visit(path);
    const word = await codeWord(page, texts.toSpliced(index, 1).join(' '));
    if (!word) continue;
    await finds(page, word, path);
    return;
  }
  expect.unreachable('no page has code with a word of its own');
});

interface Found {
  results: { data(): Promise<{ url: string; excerpt: string; sub_results: { excerpt: string }[] }> }[];
}

/** What the search finds first, by the very index and ranking of the page's field, which takes a second for each query. */
async function firstFound(page: Page, queries: readonly string[], most: number) {
  return page.evaluate(
    async ([queries, most, ranking]) => {
      const address = new URL('pagefind/pagefind.js', document.baseURI).href;
      const pagefind = (await import(address)) as {
        options(given: object): Promise<void>;
        search(words: string): Promise<Found>;
      };
      await pagefind.options({ ranking });
      const found = [];
      for (const words of queries) {
        const { results } = await pagefind.search(words);
        found.push(await Promise.all(results.slice(0, most).map((one) => one.data())));
      }
      return found.map((pages) =>
        pages.map(({ url, excerpt, sub_results }) => ({
          path: new URL(url, location.origin).pathname,
          excerpts: [excerpt, ...sub_results.map((one) => one.excerpt)],
        })),
      );
    },
    [queries, most, RANKING] as const,
  );
}

test('the search has each page among the first three that its readers look for', async ({ visit }) => {
  const page = await visit('/');
  const found = await firstFound(
    page,
    QUERIES.map(([query]) => query),
    3,
  );
  const missed = QUERIES.flatMap(([query, path], i) => {
    const paths = found[i]!.map((one) => one.path);
    return paths.includes(path) ? [] : [`${query}: ${path} is not among ${paths.join(' ')}`];
  });
  expect(missed).toEqual([]);
});

test('the search does not give a solution away', async ({ visit }) => {
  const page = await visit(EXERCISE);
  const lines = await page.evaluate(() => {
    const code = (selector: string) =>
      [...document.querySelectorAll(`x-exercise ${selector} .ec-line`)].map((line) =>
        line.textContent.trim(),
      );
    const known = new Set(code(':scope > x-sandbox'));
    return code('details:not(.hint) > x-sandbox').filter((line) => line.length > 20 && !known.has(line));
  });
  expect(lines.length).toBeGreaterThan(0);
  const found = await firstFound(page, lines, 3);
  const text = (excerpt: string) => excerpt.replaceAll(/<[^>]*>/g, '');
  const told = found
    .flat()
    .filter(({ path }) => path === EXERCISE)
    .flatMap(({ excerpts }) => excerpts.map(text));
  for (const line of lines) for (const excerpt of told) expect(excerpt).not.toContain(line);
});

test('a search without results says so', async ({ visit }) => {
  const page = await visit('/');
  // Of a word that it lacks, Pagefind takes what it begins with: here even its first letter is in no page.
  await search(page, 'ж');
  await page.getByText('No results').waitFor();
});

test('the search that opens before its field is there puts the reader into it', async ({ visit }) => {
  const page = await visit('/');
  // Starlight brings the field when the browser is idle: here, when the test says so.
  await page.addInitScript(() => {
    const due: (() => void)[] = [];
    Object.assign(window, { due, requestIdleCallback: (callback: () => void) => due.push(callback) });
  });
  await page.reload();
  await page.locator('button[data-open-modal]:enabled').waitFor();
  await page.keyboard.press('Control+k');
  await page.locator('site-search dialog[open]').waitFor();
  const field = page.locator('.pagefind-ui__search-input');
  expect(await field.count()).toBe(0);
  await page.evaluate(() =>
    (window as unknown as { due: (() => void)[] }).due.forEach((callback) => callback()),
  );
  await page.locator('.pagefind-ui__search-input:focus').waitFor();
  await page.keyboard.type('queue');
  expect(await field.inputValue()).toBe('queue');
});
