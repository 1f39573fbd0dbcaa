import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { ROOT } from '../../scripts/astro.ts';
import { expect, NARROW, test } from './site.ts';

/**
 * Pictures of parts of the site, held against those in `visual/`. They are compared at a quarter of their size, where
 * the edges of letters, which differ between machines, are gone, and a box that has moved is not.
 */
const SHOTS: { name: string; path: string; part: string; theme?: 'dark'; width?: number }[] = [
  { name: 'head', path: '/simulator/', part: 'header.header' },
  { name: 'home', path: '/', part: '.band' },
  { name: 'home-phone', path: '/', part: '.band', width: NARROW },
  { name: 'sandbox', path: '/', part: 'x-sandbox' },
  { name: 'sandbox-dark', path: '/', part: 'x-sandbox', theme: 'dark' },
  { name: 'sandbox-phone', path: '/', part: 'x-sandbox', width: NARROW },
  { name: 'diagram', path: '/messaging/sqs/visibility-timeout/', part: '.diagram' },
  { name: 'diagram-dark', path: '/messaging/sqs/visibility-timeout/', part: '.diagram', theme: 'dark' },
  {
    name: 'exercise-phone-dark',
    path: '/messaging/sqs/dead-letter-queues/',
    part: 'x-exercise .bar',
    theme: 'dark',
    width: NARROW,
  },
];

const EXPECTED = join(import.meta.dirname, 'visual');
const ACTUAL = join(ROOT, '.cache/visual');
/** How far a channel of a pixel may be off, of 255; and the share of pixels that may be further. */
const TOLERANCE = 48;
const SHARE = 0.01;

const UPDATE = process.env['VISUAL'] === 'update';

async function small(png: Buffer | string, width: number, height: number): Promise<Buffer> {
  const [w, h] = [Math.ceil(width / 4), Math.ceil(height / 4)];
  return sharp(png).removeAlpha().resize(w, h, { fit: 'fill' }).raw().toBuffer();
}

/** The share of pixels that differ, 0 to 1. */
async function difference(actual: Buffer, expected: string): Promise<number> {
  const { width, height } = await sharp(expected).metadata();
  const [a, b] = await Promise.all([small(actual, width, height), small(expected, width, height)]);
  let count = 0;
  for (let i = 0; i < a.length; i += 3) {
    if ([0, 1, 2].some((channel) => Math.abs(a[i + channel]! - b[i + channel]!) > TOLERANCE)) count++;
  }
  return count / (a.length / 3);
}

test.for(SHOTS)('looks as before: $name', async ({ name, path, part, theme, width }, { visit }) => {
  const page = await visit(path, { theme, width });
  await page.evaluate(() => document.fonts.ready);
  // What sticks to the window would lie over what is taller than it.
  const style = part === 'header.header' ? '' : 'header.header { visibility: hidden }';
  const png = await page.locator(part).first().screenshot({ animations: 'disabled', caret: 'hide', style });
  const expected = join(EXPECTED, `${name}.png`);
  if (UPDATE) {
    mkdirSync(EXPECTED, { recursive: true });
    writeFileSync(expected, await sharp(png).png({ palette: true }).toBuffer());
    return;
  }
  const actual = join(ACTUAL, `${name}.png`);
  mkdirSync(ACTUAL, { recursive: true });
  writeFileSync(actual, png);
  const mend = `Compare ${actual} with ${expected}. If the new look is meant: VISUAL=update npx vitest run --project e2e visual`;
  expect(existsSync(expected), mend).toBe(true);
  const [now, before] = await Promise.all([sharp(png).metadata(), sharp(expected).metadata()]);
  expect(Math.abs(now.width - before.width), mend).toBeLessThanOrEqual(4);
  expect(Math.abs(now.height - before.height), mend).toBeLessThanOrEqual(before.height * 0.02 + 4);
  expect(await difference(png, expected), mend).toBeLessThan(SHARE);
});
