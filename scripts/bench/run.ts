import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { serveInstantPage } from '../../src/e2e/instant-page/index.ts';
import { launchChromium } from '../chromium.ts';

/** From Run to the first output in the Instant engine, and what it weighs. Times are medians, in milliseconds. */
export interface RunFigures {
  /** In a browser that has never seen the page, nothing got ready beforehand. Aim: under 150. */
  cold: number;
  /** With the spare worker waiting, as after any run. Aim: under 50. */
  warm: number;
  /** Warm, to the end of the run. */
  done: number;
  /** Beyond its deadline, until a run in an endless loop has ended. */
  late: number;
  /** Bytes, compressed by gzip: each file that a first Run loads. */
  bytes: Record<string, number>;
  /** Bytes, compressed by gzip: all files that any run might load. */
  all: number;
}

const COLD_RUNS = 9;
const WARM_RUNS = 25;

const EXAMPLE = `
import { Cloud, check, minutes, seconds } from 'desired-capacity';

const cloud = new Cloud();
const jobs = cloud.sqs.createQueue('jobs', { visibilityTimeout: seconds(30) });
console.log('sent', jobs.sendMessage('resize photo 7') !== undefined);
let received = 0;
cloud.process(function* worker() {
  while (true) {
    const [message] = yield* jobs.receiveMessage({ waitTimeSeconds: 20 });
    if (!message) continue;
    received++;
    yield seconds(5);
    if (received > 2) jobs.deleteMessage(message.receiptHandle);
  }
});
await cloud.run(minutes(5));
check('a message that is not deleted comes back', received === 3);
`;

function median(times: number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

/** Milliseconds from Run to the first entry, and to the last. */
function time(page: Page, code: string, deadline: number): Promise<[first: number, last: number]> {
  return page.evaluate(
    async ([code, deadline]) => {
      const start = performance.now();
      let first = 0;
      const files = { 'main.ts': code };
      for await (const entry of window.engine.run(files, { entry: 'main.ts', seed: 1, deadline })) {
        first ||= performance.now() - start;
        if (entry.type === 'error') throw new Error(entry.message);
      }
      return [first, performance.now() - start] as [number, number];
    },
    [code, deadline] as const,
  );
}

async function open(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForFunction(() => 'engine' in window);
  await page.waitForTimeout(100);
  return page;
}

/** @param source the library's folder, where that is not the repository's own */
export async function measureRun(source?: string): Promise<RunFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const served = await serveInstantPage(folder, source);
  const browser = await launchChromium();
  try {
    const cold: number[] = [];
    const loaded = new Set<string>();
    for (let i = 0; i < COLD_RUNS; i++) {
      const page = await open(browser, served.url);
      page.on('request', (request) => loaded.add(basename(new URL(request.url()).pathname)));
      cold.push((await time(page, EXAMPLE, 10))[0]);
      await page.context().close();
    }
    const page = await open(browser, served.url);
    const warm: number[] = [];
    const done: number[] = [];
    for (let i = 0; i < WARM_RUNS; i++) {
      await page.evaluate(() => window.engine.warm());
      // A reader is never quicker than the next spare.
      await page.waitForTimeout(250);
      const [first, last] = await time(page, EXAMPLE, 10);
      warm.push(first);
      done.push(last);
    }
    const late: number[] = [];
    for (let i = 0; i < 5; i++) {
      await page.waitForTimeout(250);
      late.push((await time(page, 'while (true) {}', 0.5))[1] - 500);
    }
    const assets = join(folder, 'assets');
    const sizes = readdirSync(assets).map(
      (name) => [name, gzipSync(readFileSync(join(assets, name))).length] as const,
    );
    const bytes = Object.fromEntries(
      sizes
        .filter(([name]) => name.startsWith('index-') || loaded.has(name))
        .map(([name, size]) => [name.replace(/-[\w-]{8}\./, '.'), size]),
    );
    const all = sizes.reduce((sum, [, size]) => sum + size, 0);
    return { cold: median(cold), warm: median(warm), done: median(done), late: median(late), bytes, all };
  } finally {
    await browser.close();
    await served.close();
    rmSync(folder, { recursive: true });
  }
}

if (import.meta.main) console.log(await measureRun());
