import type { Page } from 'playwright-core';
import { describe } from 'vitest';
import { expect, expectAccessible, inject, NARROW, test, wideCodeTakesTheKeyboard } from './site.ts';

/** A page of each kind: see `kinds`. */
const paths = inject('kinds');

describe.each([...paths, '/no/such/page/'])('%s', (path) => {
  const allow = path === '/no/such/page/' ? /status of 404/ : undefined;

  test.for([
    ['light', 1280],
    ['dark', 1280],
    ['light', NARROW],
    ['dark', NARROW],
  ] as const)('is accessible, and fits: %s, %i px', async ([theme, width], { visit }) => {
    const page = await visit(path, { theme, width, allow });
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe(theme);
    await page.waitForFunction(wideCodeTakesTheKeyboard);
    await expectAccessible(page);
  });

  test('is read without JavaScript', async ({ visit }) => {
    const page = await visit(path, { javaScript: false, allow });
    expect(await page.locator('h1').isVisible()).toBe(true);
    expect((await page.locator('main').innerText()).length).toBeGreaterThan(200);
  });

  test('is walked through by keyboard, in the order of the page', async ({ visit }) => {
    const page = await visit(path, { allow });
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Skip to content');
    const stops = await tabStops(page);
    expect(stops.length).toBeGreaterThan(3);
    expect(stops.filter(({ visible }) => !visible).map(({ name }) => name)).toEqual([]);
    expect(stops.filter(({ inOrder }) => !inOrder).map(({ name }) => name)).toEqual([]);
  });
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
  for (let count = 0; count < 4000; count++) {
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
