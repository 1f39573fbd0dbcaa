import type { Page } from 'playwright-core';
import { describe } from 'vitest';
import { SandboxOnPage } from './sandbox.ts';
import { expect, expectAccessible, NARROW, test } from './site.ts';

const PAGE = '/messaging/sqs/visibility-timeout/';
const TITLE = 'Hidden, back again, deleted';

function sandboxOf(page: Page, title = TITLE): SandboxOnPage {
  return new SandboxOnPage(page, page.locator('x-sandbox', { has: page.getByText(title, { exact: true }) }));
}

/** A sandbox whose question is passed over: the knobs stand with its result. */
async function shownOf(page: Page, title = TITLE): Promise<SandboxOnPage> {
  const sandbox = sandboxOf(page, title);
  await sandbox.button('Just show me').click();
  return sandbox;
}

const slider = (sandbox: SandboxOnPage) => sandbox.root.getByRole('slider', { name: 'visibility timeout' });
const shownCode = (sandbox: SandboxOnPage) =>
  sandbox.root.locator('.ec-line', { hasText: 'const timeout' }).innerText();

/** Moves the slider by keys, and waits until what comes of it is told. */
async function turn(sandbox: SandboxOnPage, key: string, times = 1): Promise<void> {
  await slider(sandbox).focus();
  for (let i = 0; i < times; i++) await sandbox.page.keyboard.press(key);
  await sandbox.saying(/still holds?\./);
}

describe('a knob', () => {
  test('by keyboard edits the code, runs it, and says once at rest what came of it', async ({ visit }) => {
    const sandbox = await shownOf(await visit(PAGE));
    const built = await sandbox.result.innerHTML();
    // Everything is here before what is said is recorded.
    await turn(sandbox, 'ArrowLeft');
    const said = await sandbox.recordSaid();
    await turn(sandbox, 'ArrowLeft', 4);
    await sandbox.saying('25 s');
    expect(await said()).toEqual(['Visibility timeout 25 s, was 30 s. All 6 checks still hold.']);
    expect(await shownCode(sandbox)).toContain('seconds(25)');
    expect(await slider(sandbox).getAttribute('aria-valuetext')).toBe('25 s');
    expect(await sandbox.result.innerHTML()).not.toBe(built);

    await sandbox.button('Original values').press('Enter');
    await sandbox.saying(/^Run finished/);
    expect(await sandbox.result.innerHTML()).toBe(built);
    expect(await shownCode(sandbox)).toContain('seconds(30)');
    expect(await sandbox.button('Original values').isVisible()).toBe(false);
    expect(await slider(sandbox).evaluate((element) => element === document.activeElement)).toBe(true);
  });

  test('draws the original pale behind, and says of a table what it was', async ({ visit }) => {
    const page = await visit('/messaging/sqs/when-consumers-fail/');
    const sandbox = await shownOf(page, 'A herd, with and without jitter');
    const list = sandbox.root.getByRole('combobox', { name: 'jitter' });
    await sandbox.whileRuns(async () => void (await list.selectOption('equal')));
    expect(await sandbox.result.locator('svg path.pale').count()).toBeGreaterThan(0);
    expect(await sandbox.result.locator('.was').first().innerText()).toMatch(/^was \d/);
    expect(await sandbox.root.locator('.ec-line .turned').innerText()).toContain('equal');
    // A check that holds no longer is no mistake in the code.
    expect(await sandbox.root.locator('.ec-line.wrong').count()).toBe(0);
  });

  test('is in the link, and the original is a press away where the link is opened', async ({ visit }) => {
    const page = await visit(PAGE);
    const sandbox = await shownOf(page);
    await turn(sandbox, 'End');
    await sandbox.more();
    await sandbox.button('Share').click();
    const link = await sandbox.box.getByRole('textbox').inputValue();
    const other = await visit(PAGE);
    await other.goto(link);
    await other.reload();
    const there = sandboxOf(other);
    await there.saying(/still holds?\./);
    expect(await there.root.getByRole('slider', { name: 'visibility timeout' }).inputValue()).toBe('35');
    expect(await there.root.locator('.notice').innerText()).toContain('Visibility timeout 35 s, was 30 s');
    expect(await there.editor.count()).toBe(0);
    await there.button('Original values').click();
    await there.saying(/^Run finished/);
    expect(await there.root.locator('.notice').count()).toBe(0);
  });

  test('follows what is typed, and goes where its comment goes', async ({ visit }) => {
    const sandbox = await shownOf(await visit(PAGE));
    await sandbox.type(`const timeout = 12; // knob visibility timeout: 5..35\nconsole.log(timeout);`);
    await expect.poll(() => slider(sandbox).inputValue()).toBe('12');
    await sandbox.whileRuns(() =>
      sandbox.root.getByRole('button', { name: 'More: visibility timeout' }).click(),
    );
    expect(await sandbox.result.innerText()).toBe('13');
    expect(await sandbox.editor.innerText()).toContain('const timeout = 13;');
    await sandbox.type(`console.log('none');`);
    await expect.poll(() => slider(sandbox).isVisible()).toBe(false);
  });

  test('can be turned by thumb on a phone', async ({ visit }) => {
    const page = await visit(PAGE, { width: NARROW, theme: 'dark' });
    const sandbox = await shownOf(page);
    const controls = sandbox.root.locator('.knobs :is(button, input):visible');
    for (const box of await Promise.all((await controls.all()).map((control) => control.boundingBox()))) {
      expect(box!.height).toBeGreaterThanOrEqual(44);
      expect(box!.width).toBeGreaterThanOrEqual(44);
    }
    await sandbox.root.getByRole('button', { name: 'Less: visibility timeout' }).click();
    await sandbox.saying(/still holds?\./);
    expect(await sandbox.root.locator('.knob .value').innerText()).toBe('29 s');
    await expectAccessible(page, 'x-sandbox');
  });

  test('is not there without JavaScript, nor in print: the code says what it would', async ({ visit }) => {
    const page = await visit(PAGE, { javaScript: false });
    expect(await page.locator('.knobs').first().isVisible()).toBe(false);
    expect(await page.getByText('knob visibility timeout: 5..35').isVisible()).toBe(true);
  });
});
