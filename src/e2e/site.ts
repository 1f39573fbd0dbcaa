import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
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
}

/** A phone's width, where most layouts break first. */
export const NARROW = 360;

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
    const contexts: { close(): Promise<void> }[] = [];
    await use(async (path, options = {}) => {
      const { site = inject('site').url, theme = 'light', width = 1280, javaScript = true, allow } = options;
      const { motion = 'reduce' } = options;
      const settings: BrowserContextOptions = {
        baseURL: site,
        colorScheme: theme,
        viewport: { width, height: 900 },
        javaScriptEnabled: javaScript,
        reducedMotion: motion,
      };
      const context = await browser.newContext(settings);
      contexts.push(context);
      const page = await context.newPage();
      const note = (problem: string) => {
        if (!allow?.test(problem)) problems.push(`${path}: ${problem}`);
      };
      context.on('request', (request) => {
        const { protocol, origin } = new URL(request.url());
        if (/^(https?|wss?):$/.test(protocol) && origin !== new URL(site).origin) note(request.url());
      });
      context.on('console', (message) => {
        if (message.type() === 'error') note(message.text());
      });
      context.on('weberror', (error) => note(String(error.error())));
      await page.goto(new URL(path.replace(/^\//, ''), site).href);
      return page;
    });
    await Promise.all(contexts.map((context) => context.close()));
    expect(problems, 'console errors and requests to other hosts').toEqual([]);
  },
});
