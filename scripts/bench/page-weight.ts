import { basename, dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { gzipSync } from 'node:zlib';
import { launchChromium } from '../chromium.ts';
import { serve } from '../serve.ts';
import { SiteCopy } from './site-copy.ts';

/** What a page makes its reader load before anything is touched: bytes, gzip. */
export interface PageWeight {
  html: number;
  script: number;
  style: number;
}

/** A page as it is, and with plain code blocks in place of its sandboxes. */
export interface SandboxWeight {
  page: string;
  with: PageWeight;
  without: PageWeight;
}

const CHAPTER = 'messaging/sqs/visibility-timeout';

/**
 * Weighs a chapter with and without its sandboxes: adds a twin with plain code blocks to the site, builds it, opens both
 * and adds up what the browser asked for, inline scripts and styles included. Needs a Chromium.
 */
export async function sandboxWeight(): Promise<SandboxWeight> {
  const site = new SiteCopy('page-weight');
  const source = `content/docs/${CHAPTER}`;
  const read = (file: string) => site.read(join(dirname(source), file));
  site.write(`${source}-twin.mdx`, withoutSandboxes(site.read(`${source}.mdx`), read));
  site.build();
  const served = await serve({ folder: join(site.folder, 'dist') });
  const browser = await launchChromium();
  try {
    const weigh = async (path: string) => weight(await browser.newPage(), `${served.url}${path}/`);
    return { page: `/${CHAPTER}/`, with: await weigh(CHAPTER), without: await weigh(`${CHAPTER}-twin`) };
  } finally {
    await browser.close();
    await served.close();
  }
}

/** The page's text with each sandbox replaced by a plain code block: what a page without them would show. */
function withoutSandboxes(mdx: string, read: (file: string) => string): string {
  const block = (file: string) => `\`\`\`ts title="${basename(file)}"\n${read(file)}\`\`\``;
  return mdx
    .replace(/^import (Sandbox|Exercise|Predict|Choice|Questions?) .*\n/gm, '')
    .replace(/^<Questions>[\s\S]*?^<\/Questions>$/gm, '')
    .replace(/^<Exercise\b[^>]*\bstarter="([^"]+)"[\s\S]*?<\/Exercise>$/gm, (_, file: string) => block(file))
    .replace(/^<Sandbox\b[^>]*\bfile="([^"]+)"[^>]*(?:\/>|>[\s\S]*?<\/Sandbox>)$/gm, (_, file: string) =>
      block(file),
    );
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
  // Starlight fetches its search, the heaviest of all, when the browser is idle.
  await page.locator('#starlight__search form').waitFor({ state: 'attached' });
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
