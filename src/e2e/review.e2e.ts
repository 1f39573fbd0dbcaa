import type { Page } from 'playwright-core';
import { describe } from 'vitest';
import { expect, expectAccessible, NARROW, test } from './site.ts';

const PAGE = 'messaging/sqs/visibility-timeout';
const KEPT = 'desired-capacity/1/progress';

/** Keeps answers in the browser as if they had been given some days ago, and opens the page that asks again. */
async function review(
  page: Page,
  answers: Record<string, { daysAgo: number; right: boolean; gap?: number }>,
) {
  const kept = Object.entries(answers).map(([id, { daysAgo, right, gap }]) => [
    `${PAGE}#${id}`,
    { day: new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10), right, gap },
  ]);
  const text = JSON.stringify({ version: 1, passed: {}, answers: Object.fromEntries(kept) as unknown });
  await page.evaluate(([name, value]) => localStorage.setItem(name, value), [KEPT, text] as const);
  await page.reload();
  return page.locator('x-review');
}

describe('the page that asks again', () => {
  test('asks what is due, keeps the answer, and then draws from the chapters that were begun', async ({
    visit,
  }) => {
    const page = await visit('/review/');
    const asked = await review(page, { 'processed-twice': { daysAgo: 2, right: false, gap: 0 } });
    await asked.getByText('1 question due today.').waitFor();
    await asked.getByText('A message is processed twice now and then').waitFor();
    expect(await asked.getByRole('link', { name: 'The visibility timeout' }).getAttribute('href')).toBe(
      `/${PAGE}/`,
    );
    await asked.locator('[data-right] summary').press('Enter');
    await asked.getByText('✓ Right.').waitFor();
    await asked.getByText(/^Nothing is due\./).waitFor();
    const answers = JSON.parse((await page.evaluate((name) => localStorage.getItem(name), KEPT))!) as {
      answers: Record<string, unknown>;
    };
    const today = new Date().toISOString().slice(0, 10);
    expect(answers.answers[`${PAGE}#processed-twice`]).toEqual({ day: today, right: true, gap: 1 });
    await asked.getByRole('button', { name: 'Next question' }).press('Enter');
    await asked.locator('x-ask').waitFor();
    expect(await asked.getByText('A message is processed twice now and then').count()).toBe(0);
    expect(await asked.locator('.due').evaluate((head) => head === document.activeElement)).toBe(true);
  });

  test('has nothing for a reader without an answer, and says so', async ({ visit }) => {
    const page = await visit('/review/');
    await page.getByText('You have answered no question yet').waitFor();
    expect(await page.locator('x-review x-ask').count()).toBe(0);
  });

  test.for([
    ['light', 1280],
    ['dark', NARROW],
  ] as const)('is accessible, and fits: %s, %i px', async ([theme, width], { visit }) => {
    const page = await visit('/review/', { theme, width });
    const asked = await review(page, { 'processed-twice': { daysAgo: 9, right: false } });
    await asked.locator('summary').first().click();
    await asked.getByRole('button', { name: 'Next question' }).waitFor();
    await expectAccessible(page, 'main');
  });
});
