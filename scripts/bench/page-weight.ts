import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { gzipSync } from 'node:zlib';
import { ROOT } from '../astro.ts';
import { launchChromium } from '../chromium.ts';
import { serve } from '../serve.ts';
import { SiteCopy } from './site-copy.ts';

/** What a page makes its reader load before anything is touched: bytes, gzip. */
export interface PageWeight {
  html: number;
  script: number;
  style: number;
}

/** The same page as it is and without its sandboxes. */
export interface SandboxWeight {
  page: string;
  with: PageWeight;
  without: PageWeight;
}

const CHAPTER = 'messaging/sqs/visibility-timeout';

/**
 * Weighs a chapter with and without its sandboxes: builds both, opens both and adds up what the browser asked for,
 * inline scripts and styles included. Needs a Chromium.
 */
export async function sandboxWeight(chapter = CHAPTER): Promise<SandboxWeight> {
  const site = new SiteCopy('page-weight');
  const source = readFileSync(join(ROOT, 'content/docs', chapter, 'index.mdx'), 'utf8');
  site.copy(`content/docs/${chapter}`, 'content/docs/a/b/with');
  site.copy(`content/docs/${chapter}`, 'content/docs/a/b/without');
  site.write('content/docs/a/b/without/index.mdx', withoutSandboxes(source));
  site.build();
  const served = await serve({ folder: join(site.folder, 'dist') });
  const browser = await launchChromium();
  try {
    const weigh = async (path: string) => weight(await browser.newPage(), served.url + path);
    return { page: `/${chapter}/`, with: await weigh('a/b/with/'), without: await weigh('a/b/without/') };
  } finally {
    await browser.close();
    await served.close();
  }
}

/** The page's text less its sandboxes, exercises and their imports. */
export function withoutSandboxes(mdx: string): string {
  return mdx
    .replace(/^import (Sandbox|Exercise) .*\n/gm, '')
    .replace(/^<Exercise\b[\s\S]*?<\/Exercise>$/gm, '')
    .replace(/^<Sandbox\b[^>]*\/>$/gm, '');
}

async function weight(page: Page, url: string): Promise<PageWeight> {
  const total: PageWeight = { html: 0, script: 0, style: 0 };
  const bodies: Promise<void>[] = [];
  page.on('response', (response) => {
    const kind = { script: 'script', stylesheet: 'style' } as const;
    const type = kind[response.request().resourceType() as keyof typeof kind];
    if (type) bodies.push(response.body().then((body) => void (total[type] += gzipSync(body).length)));
  });
  const response = await page.goto(url, { waitUntil: 'networkidle' });
  await Promise.all(bodies);
  const html = (await response!.body()).toString();
  total.html = gzipSync(html).length;
  // What stands in the page itself counts as what it is. Style elements only: attributes are part of the picture.
  for (const [, tag, attributes = '', body = ''] of html.matchAll(/<(script|style)\b([^>]*)>(.*?)<\/\1>/gs)) {
    if (!body || /type="application\//.test(attributes)) continue;
    total[tag as 'script' | 'style'] += gzipSync(body).length;
  }
  return total;
}

if (import.meta.main) {
  const { page, with: a, without: b } = await sandboxWeight();
  const beyond = a.script + a.style - b.script - b.style;
  console.log(page, 'with', a, 'without', b);
  console.log(`script and style beyond the page without sandboxes: ${beyond} bytes gzip (aim: below 5,120)`);
}
