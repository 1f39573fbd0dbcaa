import type { Page } from 'playwright-core';
import { describe } from 'vitest';
import { expect, inject, NARROW, test } from './site.ts';

const paths = inject('paths');

describe.each(paths)('%s', (path) => {
  test('does not scroll sideways on a phone', async ({ visit }) => {
    const page = await visit(path, { width: NARROW });
    const [content, window] = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return [scrollWidth, clientWidth];
    });
    expect(content).toBeLessThanOrEqual(window);
  });

  test('says what it is, whence it comes and how old it is', async ({ visit }) => {
    const page = await visit(path);
    expect(await page.locator('h1').count()).toBe(1);
    expect(await page.title()).toMatch(/Desired Capacity$/);
    const description = await page.locator('meta[name=description]').getAttribute('content');
    expect(description?.length).toBeGreaterThan(30);
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    const edit = page.getByRole('link', { name: 'Edit page' });
    expect(await edit.getAttribute('href')).toMatch(
      /^https:\/\/.+\/edit\/.+\/(content\/docs\/.+\.mdx?|src\/sim\/\w+\/index\.ts)$/,
    );
    expect(await page.locator('.meta time').getAttribute('datetime')).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(await page.locator('footer + .legal').innerText()).toMatch(/CC BY 4\.0.*MIT.*not affiliated/s);
  });

  test('is read without JavaScript', async ({ visit }) => {
    const page = await visit(path, { javaScript: false });
    expect(await page.locator('h1').isVisible()).toBe(true);
    expect((await page.locator('main').innerText()).length).toBeGreaterThan(200);
  });

  test('is walked through by keyboard, in the order of the page', async ({ visit }) => {
    const page = await visit(path);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Skip to content');
    const stops = await tabStops(page);
    expect(stops.length).toBeGreaterThan(3);
    expect(stops.filter(({ visible }) => !visible).map(({ name }) => name)).toEqual([]);
    expect(stops.filter(({ inOrder }) => !inOrder).map(({ name }) => name)).toEqual([]);
  });
});

test('every page has a title of its own', async ({ visit }) => {
  const titles = [];
  for (const path of paths) titles.push(await (await visit(path)).title());
  expect(new Set(titles).size).toBe(paths.length);
});

test('the skip link leads past the navigation', async ({ visit }) => {
  const page = await visit('/');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(new URL(page.url()).hash).toBe('#_top');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => Boolean(document.activeElement?.closest('main')))).toBe(true);
});

test('an address that leads nowhere gets a page that says so', async ({ visit }) => {
  const page = await visit('/no/such/page/', { allow: /status of 404/ });
  expect(await page.locator('h1').innerText()).toBe('No such page');
  await page.getByRole('link', { name: 'first page' }).click();
  await page.waitForURL(inject('site').url);
});

test('the pages are isolated, as a WebContainer needs them to be', async ({ visit }) => {
  const page = await visit('/');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
});

interface Stop {
  name: string;
  visible: boolean;
  /** It comes after the stop before it, in the document. */
  inOrder: boolean;
}

/** Presses Tab until the focus has left the page, and tells where it stood on the way. */
async function tabStops(page: Page): Promise<Stop[]> {
  const stops: Stop[] = [];
  for (let count = 0; count < 400; count++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      const state = window as { lastStop?: Element };
      const previous = state.lastStop;
      if (!element || element === document.body) return undefined;
      state.lastStop = element;
      const { width, height } = element.getBoundingClientRect();
      return {
        name: element.outerHTML.slice(0, 120),
        visible: width > 0 && height > 0 && getComputedStyle(element).visibility === 'visible',
        inOrder:
          !previous || Boolean(previous.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING),
      };
    });
    if (!stop) return stops;
    stops.push(stop);
  }
  throw new Error(`The focus never leaves the page; it stands at ${stops.at(-1)?.name}`);
}
