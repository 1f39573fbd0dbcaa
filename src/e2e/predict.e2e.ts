import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from 'playwright-core';
import { describe } from 'vitest';
import { SandboxOnPage } from './sandbox.ts';
import { expect, NARROW, test } from './site.ts';

const PAGE = '/messaging/sqs/polling/';

/** The sandbox that asks on how many nights something is left, and its question. */
function asking(page: Page, title = 'Until there is nothing left') {
  const sandbox = new SandboxOnPage(
    page,
    page.locator('x-sandbox', { has: page.getByText(title, { exact: true }) }),
  );
  const question = sandbox.root.locator('x-ask');
  return { sandbox, question, choice: (text: RegExp) => question.locator('summary', { hasText: text }) };
}

const said = (question: Locator) => question.locator('[role=status]');
const kept = (page: Page) =>
  page.evaluate(() => JSON.parse(localStorage.getItem('desired-capacity/1/progress') ?? '{}') as unknown);

describe('a prediction', () => {
  test('keeps the result folded until a guess, by keyboard; then says what the run gives', async ({
    visit,
  }) => {
    const page = await visit(PAGE);
    const { sandbox, question, choice } = asking(page);
    expect(await sandbox.result.isVisible()).toBe(false);
    expect(await sandbox.root.locator('.knobs').isVisible()).toBe(false);
    await choice(/On none/).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => said(question).innerText()).toBe('✗ Not so. The run gives 36.');
    expect(await question.getByText('A short poll asks only some of the servers').isVisible()).toBe(true);
    expect(await sandbox.result.isVisible()).toBe(true);
    expect(await sandbox.root.locator('.knobs').isVisible()).toBe(true);
    expect(await question.getByRole('button', { name: 'Just show me' }).isVisible()).toBe(false);

    // The first answer counts; the other reasons are there to be read.
    await choice(/On about forty/).press('Enter');
    expect(await said(question).innerText()).toBe('✗ Not so. The run gives 36.');
    const id = 'messaging/sqs/polling#nights';
    expect(await kept(page)).toMatchObject({ answers: { [id]: { right: false } } });

    await page.reload();
    await expect.poll(() => said(question).innerText()).toBe('You have answered this before.');
    expect(await sandbox.result.isVisible()).toBe(true);
  });

  test('that is right says so', async ({ visit }) => {
    const page = await visit(PAGE);
    const { question, choice } = asking(page);
    await choice(/On about forty/).click();
    await expect.poll(() => said(question).innerText()).toBe('✓ Right. The run gives 36.');
    expect(await kept(page)).toMatchObject({ answers: { 'messaging/sqs/polling#nights': { right: true } } });
  });

  test('need not be made: the result is shown without one, and nothing is kept', async ({ visit }) => {
    const page = await visit(PAGE);
    const { sandbox, question } = asking(page);
    await question.getByRole('button', { name: 'Just show me' }).press('Enter');
    await expect.poll(() => said(question).innerText()).toBe('The result stands below.');
    expect(await said(question).evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await sandbox.result.isVisible()).toBe(true);
    expect(await kept(page)).toEqual({});
    await page.reload();
    expect(await sandbox.result.isVisible()).toBe(false);
    await sandbox.run();
    expect(await sandbox.result.isVisible()).toBe(true);
  });

  test('beside another one shows the result when both are done with', async ({ visit }) => {
    const page = await visit('/messaging/sns/');
    const root = page.locator('x-sandbox', { has: page.locator('x-ask ~ x-ask') }).first();
    const [first, second] = await root.locator('x-ask').all();
    const result = new SandboxOnPage(page, root).result;
    await first!.getByRole('button', { name: 'Just show me' }).click();
    await expect.poll(() => said(first!).innerText()).toMatch(/once the other question is answered/);
    expect(await result.isVisible()).toBe(false);
    await second!.getByRole('button', { name: 'Just show me' }).click();
    await expect.poll(() => said(second!).innerText()).toBe('The result stands below.');
    expect(await result.isVisible()).toBe(true);
  });

  test('as a number is taken by the choice that holds it', async ({ visit }) => {
    const page = await visit(PAGE);
    const { question, choice } = asking(page, 'What waiting costs');
    expect(await choice(/./).first().isVisible()).toBe(false);
    const field = question.getByRole('spinbutton', { name: /Your guess/ });
    await field.fill('300');
    await page.keyboard.press('Enter');
    await expect.poll(() => said(question).innerText()).toBe('✗ Not so. The run gives 86,687.');
    expect(
      await question.getByText('A consumer can’t know when there is something to fetch').isVisible(),
    ).toBe(true);
    expect(await field.isVisible()).toBe(false);
  });

  test('that no choice holds opens the right one', async ({ visit }) => {
    const page = await visit(PAGE);
    const { question } = asking(page, 'What waiting costs');
    await question.getByRole('spinbutton').fill('7');
    await question.getByRole('button', { name: 'Guess' }).click();
    await expect.poll(() => said(question).innerText()).toMatch(/^✗ Not so\. The run gives/);
    expect(await question.locator('[data-right]').getAttribute('open')).toBe('');
  });

  test('shows by the knobs of its sandbox why, in one press', async ({ visit }) => {
    const page = await visit(PAGE);
    const { sandbox, question, choice } = asking(page, 'Two queues, one loop');
    await choice(/third of a second/).click();
    await question.getByRole('button', { name: 'Show it: longest poll 1 s' }).click();
    await sandbox.saying(/^Longest poll 1 s, was 20 s\./);
    expect(await sandbox.root.getByRole('slider', { name: 'longest poll' }).inputValue()).toBe('1');
    expect(await sandbox.result.locator('.was').first().innerText()).toMatch(/^was /);
  });

  test.for([
    ['light', 1280],
    ['dark', NARROW],
  ] as const)(
    'is accessible before and after an answer, and fits: %s, %i px',
    async ([theme, width], { visit }) => {
      const page = await visit(PAGE, { theme, width });
      const { question, choice } = asking(page);
      const check = async () => {
        const { violations } = await new AxeBuilder({ page }).include('x-sandbox').analyze();
        expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([]);
        const beyond = await page.evaluate(() => {
          const { scrollWidth, clientWidth } = document.documentElement;
          return scrollWidth - clientWidth;
        });
        expect(beyond).toBeLessThanOrEqual(0);
      };
      await check();
      for (const summary of await question.locator('summary').all())
        expect((await summary.boundingBox())!.height).toBeGreaterThanOrEqual(44);
      await choice(/On nearly all/).click();
      await expect.poll(() => said(question).innerText()).toMatch(/^✗/);
      await check();
    },
  );

  test('without JavaScript the result is there, and each choice opens its reason', async ({ visit }) => {
    const page = await visit(PAGE, { javaScript: false });
    const { sandbox, question, choice } = asking(page);
    expect(await sandbox.result.isVisible()).toBe(true);
    expect(await question.getByRole('button').count()).toBe(0);
    await choice(/On about forty/).click();
    expect(await question.getByText('Right.').isVisible()).toBe(true);
    expect(
      await asking(page, 'What waiting costs')
        .choice(/About 87,000/)
        .isVisible(),
    ).toBe(true);
  });

  test('is printed with its result', async ({ visit }) => {
    const page = await visit(PAGE);
    await page.emulateMedia({ media: 'print' });
    expect(await asking(page).sandbox.result.isVisible()).toBe(true);
  });
});

describe('folded code', () => {
  test('opens by keyboard, and by a place in the result that is in it', async ({ visit }) => {
    const page = await visit(PAGE);
    const { sandbox } = asking(page);
    const fold = sandbox.root.locator('pre summary', { hasText: 'the table and the checks' });
    const check = sandbox.root.locator('.ec-line', { hasText: 'a long poll never does' }).first();
    expect(await check.isVisible()).toBe(false);
    await fold.press('Enter');
    expect(await check.isVisible()).toBe(true);
  });

  test('is open without JavaScript at a press, and whole in print', async ({ visit }) => {
    const page = await visit(PAGE, { javaScript: false });
    const { sandbox } = asking(page);
    const check = sandbox.root.locator('.ec-line', { hasText: 'a long poll never does' }).first();
    expect(await check.isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await check.isVisible()).toBe(true);
  });
});
