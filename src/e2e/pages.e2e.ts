import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { ROOT } from '../../scripts/astro.ts';
import { lowContrast } from './contrast.ts';
import {
  expect,
  inject,
  NARROW,
  newContext,
  overflow,
  test as base,
  violations,
  wideCodeTakesTheKeyboard,
} from './site.ts';

/** One reader with a phone goes through all pages. The browser keeps what they share, so that a page costs little. */
interface Tour {
  page: Page;
  /** What was logged and thrown, and asked of other hosts, since this was called last. */
  takeProblems(): string[];
}

const test = base.extend<{ tour: Tour }>({
  tour: [
    async ({ browser }, use) => {
      const problems: string[] = [];
      const context = await newContext(browser, { width: NARROW }, (problem) => problems.push(problem));
      await use({ page: await context.newPage(), takeProblems: () => problems.splice(0) });
      await context.close();
    },
    { scope: 'file' },
  ],
});

const titles = new Map<string, string>();

/** Rules of axe that measure every element: they run on a page of each kind, and what sees a contrast is computed below. */
const SLOW = ['color-contrast', 'link-in-text-block', 'region', 'target-size'];

test.for(inject('paths'))('%s is sound, and says what it is', async (path, { tour }) => {
  const { page } = tour;
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(path.slice(1));
  expect(await overflow(page), 'CSS pixels beyond the window').toBeLessThanOrEqual(0);
  expect(await page.evaluate(unsound)).toEqual([]);

  const { title, ...said } = await page.evaluate(saysOfItself);
  expect(said).toEqual({
    description: expect.stringMatching(/^.{31,}$/s) as string,
    language: 'en',
    changed: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
    source: expect.stringMatching(/^https:\/\/.+\/edit\/[^/]+\/(content|src)\//) as string,
    legal: expect.stringMatching(/CC BY 4\.0.*MIT.*not affiliated/s) as string,
  });
  const source = /\/edit\/[^/]+\/(.+)$/.exec(said.source!)![1]!;
  expect(existsSync(join(ROOT, source)), `there is ${source} to edit`).toBe(true);
  expect(title).toMatch(/Desired Capacity$/);
  expect(titles.get(title) ?? path, 'the page of the same title').toBe(path);
  titles.set(title, path);

  await page.waitForFunction(wideCodeTakesTheKeyboard);
  expect(await violations(page, { without: SLOW })).toEqual([]);
  expect(await lowContrast(page)).toEqual([]);
  expect(tour.takeProblems(), 'console errors and requests to other hosts').toEqual([]);
});

/** In the page: what is wrong with its structure that axe does not look for. */
function unsound(): string[] {
  const name = (element: Element) => element.outerHTML.slice(0, 120);
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `the id ${id} stands twice`);
  const headings = document.querySelectorAll('h1').length;
  const dumb = [...document.querySelectorAll('svg')]
    .filter((svg) => !svg.closest('[aria-hidden=true], [role=img]'))
    .map((svg) => `a picture without words: ${name(svg)}`);
  return [...twice, ...(headings === 1 ? [] : [`${headings} headings of the page`]), ...dumb];
}

/** In the page: what it says of itself. */
function saysOfItself() {
  const edit = [...document.querySelectorAll('a')].find((a) => a.textContent.trim() === 'Edit page');
  return {
    title: document.title,
    description: document.querySelector('meta[name=description]')?.getAttribute('content'),
    language: document.documentElement.lang,
    changed: document.querySelector('.meta time')?.getAttribute('datetime'),
    source: edit?.href,
    legal: document.querySelector<HTMLElement>('footer + .legal')?.innerText,
  };
}
