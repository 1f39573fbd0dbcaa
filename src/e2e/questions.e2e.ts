import { AxeBuilder } from '@axe-core/playwright';
import { describe } from 'vitest';
import { expect, NARROW, test } from './site.ts';

const PAGE = '/messaging/sqs/visibility-timeout/';

describe('the questions at the end of a chapter', () => {
  test('open the reason of each choice, by keyboard, and count in the progress', async ({ visit }) => {
    const page = await visit(PAGE);
    const questions = page.locator('.questions x-ask');
    expect(await questions.count()).toBeGreaterThanOrEqual(3);
    const first = questions.first();
    await first.locator('summary').first().focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => first.locator('[role=status]').innerText()).toBe('✓ Right.');
    expect(await first.getByText('A job that outlasts the timeout is started again').isVisible()).toBe(true);
    const second = questions.nth(1);
    await second.locator('summary').first().click();
    await expect.poll(() => second.locator('[role=status]').innerText()).toBe('✗ Not so.');
    await page.goto(new URL('/progress/', page.url()).href);
    const row = page.locator('[data-questions]', { hasText: 'The visibility timeout' });
    await expect.poll(() => row.innerText()).toMatch(/2 of \d+ answered, 1 right/);
  });

  test.for([
    ['light', 1280],
    ['dark', NARROW],
  ] as const)('are accessible, and fit: %s, %i px', async ([theme, width], { visit }) => {
    const page = await visit(PAGE, { theme, width });
    const question = page.locator('.questions x-ask').first();
    await question.locator('summary').nth(1).click();
    await question.getByText('Not so.', { exact: true }).first().waitFor();
    const { violations } = await new AxeBuilder({ page })
      .include('.questions')
      .include('.real-aws')
      .analyze();
    expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([]);
    await page.getByText('On real AWS', { exact: true }).click();
    await page.getByText('Least-privilege policy').click();
    const [content, window] = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return [scrollWidth, clientWidth];
    });
    expect(content).toBeLessThanOrEqual(window);
  });

  test('can be read without JavaScript', async ({ visit }) => {
    const page = await visit(PAGE, { javaScript: false });
    const question = page.locator('.questions x-ask').first();
    await question.locator('summary').nth(1).click();
    expect(await question.getByText('Not so.').first().isVisible()).toBe(true);
  });
});

test('on real AWS a part opens and the one before it closes, and it says that nothing was executed', async ({
  visit,
}) => {
  const page = await visit(PAGE, { javaScript: false });
  await page.getByText('On real AWS', { exact: true }).press('Enter');
  const real = page.locator('.real-aws');
  expect(await real.getByText('Nothing of this has run on AWS').isVisible()).toBe(true);
  await real.getByText('AWS CLI').press('Enter');
  expect(await real.getByText('change-message-visibility').first().isVisible()).toBe(true);
  await real.getByText('Least-privilege policy').press('Enter');
  expect(await real.getByText('sqs:ChangeMessageVisibility').first().isVisible()).toBe(true);
  expect(await real.getByText('change-message-visibility').first().isVisible()).toBe(false);
});

test('a chapter begins with what it is for, what to know before, and how long it takes', async ({
  visit,
}) => {
  const page = await visit(PAGE);
  const head = page.locator('main .before');
  expect(await head.innerText()).toMatch(/After this chapter you can \(about 25 minutes\):/);
  expect(await head.getByRole('listitem').count()).toBe(3);
  await head.getByRole('link').first().click();
  await page.waitForURL(/\/messaging\/sqs\/messages\/$/);
});
