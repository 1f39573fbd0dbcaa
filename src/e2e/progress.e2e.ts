import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe } from 'vitest';
import type { SandboxElement } from '../sandbox/element.ts';
import { SandboxOnPage } from './sandbox.ts';
import { expect, expectAccessible, NARROW, test } from './site.ts';

const EXERCISE = '/messaging/sqs/dead-letter-queues/';
const ID = 'messaging/sqs/dead-letter-queues/videos.starter';

/** Passes the exercise of the page with its own solution. */
async function pass(page: Page): Promise<void> {
  const exercise = page.locator('x-exercise');
  const solution = await exercise
    .locator('x-sandbox')
    .nth(1)
    .evaluate((sandbox: SandboxElement) => sandbox.files['videos.starter.ts']!);
  await new SandboxOnPage(page, exercise.locator('x-sandbox').first()).typeAndRun(solution);
  await exercise.getByText('Exercise passed').waitFor();
}

const file = (text: string) => ({
  name: 'progress.json',
  mimeType: 'application/json',
  buffer: Buffer.from(text),
});

describe('progress', () => {
  test('is shown, goes into a file, and comes out of it in another browser', async ({ visit }) => {
    const page = await visit(EXERCISE);
    await pass(page);
    await page.goto(new URL('/progress/', page.url()).href);
    const exercise = page.locator(`[data-id="${ID}"]`);
    await exercise.getByText('✓ passed on').waitFor();
    expect(await page.locator('.count').innerText()).toMatch(/^1 of \d+ exercises passed\.$/);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export' }).click();
    const text = readFileSync(await (await download).path(), 'utf8');
    await exercise.getByRole('link').click();
    await page.waitForURL(/dead-letter-queues\/#exercise-videos$/);
    expect(await page.getByText('You passed this exercise before.').isVisible()).toBe(true);

    const other = await visit('/progress/');
    const there = other.locator(`[data-id="${ID}"]`);
    await there.getByText('not yet').waitFor();
    await other.getByLabel('A file of progress').setInputFiles(file(text));
    await other.getByText('The progress of the file is added').waitFor();
    expect(await there.innerText()).toContain('✓ passed on');
    other.on('dialog', (dialog) => void dialog.accept());
    await other.getByRole('button', { name: 'Forget' }).click();
    await there.getByText('not yet').waitFor();
    await other.reload();
    expect(await there.innerText()).toContain('not yet');
  });

  test('does not take what is none', async ({ visit }) => {
    const page = await visit('/progress/');
    await page.getByLabel('A file of progress').setInputFiles(file('{"passed":{"a":1}}'));
    await page.getByText('This file holds no progress').waitFor();
    expect(await page.locator('.count').innerText()).toMatch(/^0 of/);
  });

  test('lasts as long as the page where the browser refuses storage, and says so', async ({ visit }) => {
    // Starlight's own script for the theme does not expect it.
    const page = await visit(EXERCISE, { allow: /SecurityError: refused|StarlightThemeProvider/ });
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('refused', 'SecurityError');
        },
      });
    });
    await page.reload();
    await pass(page);
    await expect.poll(() => page.locator('.passed').innerText()).toContain('does not let that be kept');
    await page.goto(new URL('/progress/', page.url()).href);
    await page
      .getByLabel('A file of progress')
      .setInputFiles(file(JSON.stringify({ version: 1, passed: { [ID]: '2026-11-26' } })));
    await page.getByText('it lasts until you leave the page').waitFor();
    expect(await page.locator(`[data-id="${ID}"]`).innerText()).toContain('✓ passed on 2026-11-26');
  });

  test('can be read without JavaScript as what there is to do', async ({ visit }) => {
    const page = await visit('/progress/', { javaScript: false });
    expect(await page.locator(`[data-id="${ID}"] a`).isVisible()).toBe(true);
    expect(await page.getByRole('button', { name: 'Export' }).isVisible()).toBe(false);
  });

  test('is accessible when something is passed', async ({ visit }) => {
    const page = await visit('/progress/', { theme: 'dark', width: NARROW });
    await page
      .getByLabel('A file of progress')
      .setInputFiles(file(JSON.stringify({ version: 1, passed: { [ID]: '2026-11-26' } })));
    await page.getByText('The progress of the file is added').waitFor();
    await expectAccessible(page, 'x-progress');
  });
});
