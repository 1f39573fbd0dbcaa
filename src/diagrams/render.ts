import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Mermaid } from 'mermaid';
import type { Page } from 'playwright-core';
import { launchChromium } from '../../scripts/chromium.ts';
import { diagramHash } from './diagram.ts';
import { CONFIG, FONT } from './theme.ts';
import { themed } from './themed.ts';
import { tidy } from './tidy.ts';

/** Mermaid can't read a diagram: what it says, and the 1-based line of the diagram where it says so. */
export class MermaidError extends Error {
  override name = 'MermaidError';
  readonly line: number;
  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

const require = createRequire(import.meta.url);

/**
 * Draws diagrams with Mermaid itself, in a Chromium that is started for them; each in a page of its own, as Mermaid
 * numbers what it draws from one diagram to the next.
 */
export async function withRenderer<T>(
  use: (render: (source: string) => Promise<string>) => Promise<T>,
): Promise<T> {
  const browser = await launchChromium();
  try {
    return await use(async (source) => {
      const page = await browser.newPage();
      try {
        await prepare(page);
        return await draw(page, source);
      } finally {
        await page.close();
      }
    });
  } finally {
    await browser.close();
  }
}

async function prepare(page: Page): Promise<void> {
  const font = readFileSync(
    require.resolve(`@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2`),
  );
  const face = `@font-face { font-family: '${FONT}'; font-weight: 200 900; src: url(data:font/woff2;base64,${font.toString('base64')}) }`;
  await page.setContent(`<!doctype html><style>${face}</style><p style="font-family: '${FONT}'">x</p>`);
  await page.addScriptTag({ path: require.resolve('mermaid/dist/mermaid.min.js') });
  await page.evaluate(async (config) => {
    await document.fonts.ready;
    (globalThis as unknown as { mermaid: Mermaid }).mermaid.initialize(config);
  }, CONFIG);
}

async function draw(page: Page, source: string): Promise<string> {
  const id = `d${diagramHash(source)}`;
  const result = await page.evaluate(
    async ([id, source]) => {
      const { mermaid } = globalThis as unknown as { mermaid: Mermaid };
      try {
        return { svg: (await mermaid.render(id, source)).svg };
      } catch (error) {
        document.querySelectorAll(`#${id}, #d${id}`).forEach((leftover) => leftover.remove());
        const { hash } = error as { hash?: { loc?: { first_line?: number } } };
        return {
          message: error instanceof Error ? error.message : String(error),
          line: hash?.loc?.first_line,
        };
      }
    },
    [id, source] as const,
  );
  if (result.svg !== undefined) return themed(await page.evaluate(tidy, result.svg), id);
  const line = result.line ?? Number(/line (\d+)/.exec(result.message)?.[1] ?? 1);
  throw new MermaidError(result.message.split('\n')[0]!, line);
}
