import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { ROOT } from '../../scripts/astro.ts';
import { serve, type Served } from '../../scripts/serve.ts';
import { expect, inject, test } from './site.ts';

const folder = mkdtempSync(join(tmpdir(), 'isolation-'));
let needy: Served;

// The site on a host that sends no header, with a home page that needs isolation.
beforeAll(async () => {
  cpSync(join(ROOT, 'dist'), folder, { recursive: true });
  const home = join(folder, 'index.html');
  writeFileSync(home, readFileSync(home, 'utf8').replace('<main', '<main data-needs-isolation'));
  needy = await serve({ folder });
});

afterAll(async () => {
  await needy.close();
  rmSync(folder, { recursive: true });
});

test('where the host sends no headers, a page that needs isolation gets it from a service worker', async ({
  visit,
}) => {
  const page = await visit('/', { site: needy.url });
  await page.waitForFunction(() => crossOriginIsolated);
  expect(await page.evaluate(() => typeof SharedArrayBuffer)).toBe('function');
  expect(await page.locator('h1').count()).toBe(1);
});

test('a page that does not need it registers no service worker', async ({ visit }) => {
  const page = await visit('/', { site: inject('site').plainUrl });
  await page.waitForLoadState('networkidle');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
});
