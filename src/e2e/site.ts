import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { test as base, expect, inject } from 'vitest';
import { launchChromium } from '../../scripts/chromium.ts';

export { expect, inject };

export interface VisitOptions {
  /** Default: the served `dist/`, isolated as a good host isolates it. */
  site?: string;
  theme?: 'light' | 'dark';
  /** CSS pixels. Default: 1280. */
  width?: number;
  javaScript?: boolean;
  /** What the reader wants to see move. Default: as little as may be, so that nothing is caught on its way. */
  motion?: 'reduce' | 'no-preference';
  /** Problems that the test expects: a console message, or the address of a request to another host. */
  allow?: RegExp;
  /** Whether the site's Content Security Policy holds. Default true: a stand-in for stackblitz.com is on a host that it does not name. */
  policy?: boolean;
}

/** A phone's width, where most layouts break first. */
export const NARROW = 360;

/** Each theme once and each width once: for what shows only when it is used. */
export const LOOKS = [
  ['light', 1280],
  ['dark', NARROW],
] as const;

interface Fixtures {
  browser: Browser;
  /**
   * Opens a page of the site in a fresh context (no storage, no cache). When the test ends, it fails if any page
   * logged an error, threw one, or asked for anything on another host.
   */
  visit: (path: string, options?: VisitOptions) => Promise<Page>;
}

/** Vitest's `test` with a browser: `test('…', async ({ visit }) => { const page = await visit('/'); … })`. */
export const test = base.extend<Fixtures>({
  browser: [
    // Vitest reads from the pattern which fixtures this one needs: none.
    async ({}, use) => {
      const browser = await launchChromium();
      await use(browser);
      await browser.close();
    },
    { scope: 'file' },
  ],
  visit: async ({ browser }, use) => {
    const problems: string[] = [];
    const contexts: BrowserContext[] = [];
    await use(async (path, options = {}) => {
      const context = await newContext(browser, options, (problem) => {
        if (!options.allow?.test(problem)) problems.push(`${path}: ${problem}`);
      });
      contexts.push(context);
      const page = await context.newPage();
      await page.goto(path.replace(/^\//, ''));
      return page;
    });
    await Promise.all(contexts.map((context) => context.close()));
    expect(problems, 'console errors and requests to other hosts').toEqual([]);
  },
});

/** Somebody who visits the site for the first time. `note` hears of errors, and of requests to other hosts. */
export async function newContext(
  browser: Browser,
  options: VisitOptions,
  note: (problem: string) => void,
): Promise<BrowserContext> {
  const { site = inject('site').url, theme = 'light', width = 1280, javaScript = true } = options;
  const settings: BrowserContextOptions = {
    baseURL: site,
    colorScheme: theme,
    viewport: { width, height: 900 },
    javaScriptEnabled: javaScript,
    reducedMotion: options.motion ?? 'reduce',
    bypassCSP: options.policy === false,
  };
  const context = await browser.newContext(settings);
  context.setDefaultTimeout(inject('wait'));
  context.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (/^(https?|wss?):$/.test(protocol) && origin !== new URL(site).origin) note(request.url());
  });
  context.on('console', (message) => {
    if (message.type() === 'error') note(message.text());
  });
  context.on('weberror', (error) => note(String(error.error())));
  return context;
}

/** What of a page axe looks at, and by which of its rules. Default: all of it, by all of them. */
export interface AxeOptions {
  /** A selector. */
  part?: string;
  only?: string[];
  without?: string[];
}

/** What axe finds wrong, as lines: rule, element, why. */
export async function violations(page: Page, options: AxeOptions = {}): Promise<string[]> {
  // What is in order is of no interest, and takes longer to hand over than to find. No frame of the site has content of
  // its own, so that axe need not go from frame to frame either.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();
  if (options.part) axe.include(options.part);
  if (options.only) axe.withRules(options.only);
  if (options.without) axe.disableRules(options.without);
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  );
}

/**
 * In the page: Expressive Code has seen what scrolls, which it looks for a quarter of a second after a change of size. What
 * stands folded has no size yet; a few pixels are no scrolling to axe.
 */
export function wideCodeTakesTheKeyboard(): boolean {
  return [...document.querySelectorAll('.expressive-code pre')].every(
    (code) =>
      !code.checkVisibility() || code.scrollWidth < code.clientWidth + 14 || code.hasAttribute('tabindex'),
  );
}

/** CSS pixels by which a page is wider than its window: none, or readers have to scroll sideways. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
}

/** Expects that a page, or a part of it, is accessible as it stands now, and that the page fits its window. */
export async function expectAccessible(page: Page, part?: string): Promise<void> {
  expect(await violations(page, { part })).toEqual([]);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
}
