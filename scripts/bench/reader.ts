import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { LARGE, watchGaps } from '../../src/e2e/drawing.ts';
import { SandboxOnPage } from '../../src/e2e/sandbox.ts';
import { ROOT } from '../astro.ts';
import { launchChromium } from '../chromium.ts';
import { siteHeaders } from '../headers.ts';
import { serve } from '../serve.ts';

const PAGES = ['', 'messaging/sqs/visibility-timeout/', 'reference/sqs/'];
/** Whose sandbox is run. */
const CHAPTER = 'messaging/sqs/visibility-timeout/';
/** How many times slower than this machine the reader's is. */
const SLOWER = [1, 4];
/** Runs after which what is still held is measured. */
const RUNS = 50;

/** What a reader meets on a page that is opened for the first time. */
export interface Visit {
  path: string;
  slower: number;
  /** Share of the window that moved, times the distance. */
  shift: number;
  /** Milliseconds until the largest part was there. */
  largest: number;
  /** Milliseconds beyond 50 of each task that held the page. */
  blocking: number;
  /** Bytes of the page's own HTML, as it is. */
  html: number;
  /** Bytes of all that came, as they are. */
  bytes: number;
  requests: number;
}

/** Milliseconds from a press of Run to its result. */
export interface RunTimes {
  slower: number;
  cold: number;
  warm: number;
}

export interface ReaderFigures {
  visits: Visit[];
  runs: RunTimes[];
  /** Bytes of the page's heap after the first run and after `RUNS`. */
  heap: [first: number, last: number];
  /** Milliseconds for which the page stood still at most, for each large run. */
  gaps: [name: string, most: number][];
}

/** Measures the built site as its readers meet it. */
export async function reader(): Promise<ReaderFigures> {
  const folder = join(ROOT, 'dist');
  if (!existsSync(join(folder, 'index.html')))
    throw new Error('This bench needs a built site: npm run build.');
  const served = await serve({ folder, headers: siteHeaders(join(folder, '_headers')) });
  const browser = await launchChromium();
  try {
    const visits: Visit[] = [];
    const runs: RunTimes[] = [];
    for (const slower of SLOWER) {
      for (const path of PAGES) visits.push(await visit(browser, served.url, path, slower));
      runs.push(await runTimes(browser, served.url, slower));
    }
    return { visits, runs, heap: await heap(browser, served.url), gaps: await gaps(browser, served.url) };
  } finally {
    await browser.close();
    await served.close();
  }
}

async function open(browser: Browser, slower = 1): Promise<{ page: Page; session: CDPSession }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
  return { page, session };
}

interface Seen {
  shift: number;
  largest: number;
  blocking: number;
}

async function visit(browser: Browser, url: string, path: string, slower: number): Promise<Visit> {
  const { page } = await open(browser, slower);
  await page.addInitScript(() => {
    const seen: Seen = { shift: 0, largest: 0, blocking: 0 };
    Object.assign(window, { seen });
    const watch = (type: string, take: (entry: PerformanceEntry & { value: number }) => void) =>
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) take(entry as PerformanceEntry & { value: number });
      }).observe({ type, buffered: true });
    watch('layout-shift', ({ value }) => (seen.shift += value));
    watch('largest-contentful-paint', ({ startTime }) => (seen.largest = startTime));
    watch('longtask', ({ duration }) => (seen.blocking += duration - 50));
  });
  const sizes: Promise<number>[] = [];
  page.on('response', (response) =>
    sizes.push(
      response.body().then(
        (body) => body.length,
        () => 0,
      ),
    ),
  );
  const answer = await page.goto(url + path);
  await page.waitForLoadState('networkidle');
  const seen = await page.evaluate(() => (window as unknown as { seen: Seen }).seen);
  const all = await Promise.all(sizes);
  const html = (await answer!.body()).length;
  await page.context().close();
  return {
    path: `/${path}`,
    slower,
    ...seen,
    html,
    bytes: all.reduce((a, b) => a + b, 0),
    requests: all.length,
  };
}

async function runTimes(browser: Browser, url: string, slower: number): Promise<RunTimes> {
  const { page } = await open(browser, slower);
  await page.goto(url + CHAPTER);
  await page.waitForLoadState('networkidle');
  const sandbox = new SandboxOnPage(page);
  await sandbox.root.scrollIntoViewIfNeeded();
  // A press by script: a pointer's way to the button would get the engine ready before it is pressed.
  const press = () =>
    sandbox.root.evaluate(async (root) => {
      const over = new Promise((resolve) => root.addEventListener('sandbox-run', resolve, { once: true }));
      const began = performance.now();
      root.querySelector<HTMLElement>('[data-do=run]')!.click();
      await over;
      return performance.now() - began;
    });
  const cold = await press();
  const warm: number[] = [];
  for (let i = 0; i < 9; i++) warm.push(await press());
  await page.context().close();
  return { slower, cold, warm: warm.sort((a, b) => a - b)[4]! };
}

async function heap(browser: Browser, url: string): Promise<[number, number]> {
  const { page, session } = await open(browser);
  await page.goto(url + CHAPTER);
  const sandbox = new SandboxOnPage(page);
  await session.send('Performance.enable');
  const used = async () => {
    await session.send('HeapProfiler.collectGarbage');
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'JSHeapUsedSize')!.value;
  };
  await sandbox.run();
  const first = await used();
  for (let i = 1; i < RUNS; i++) await sandbox.run();
  const last = await used();
  await page.context().close();
  return [first, last];
}

async function gaps(browser: Browser, url: string): Promise<[string, number][]> {
  const { page } = await open(browser);
  await page.goto(url);
  const sandbox = new SandboxOnPage(page);
  const found: [string, number][] = [];
  for (const { name, code } of LARGE) {
    await sandbox.type(code);
    const gap = await watchGaps(page);
    await sandbox.runByKeys();
    found.push([name, await gap()]);
  }
  await page.context().close();
  return found;
}
