import type { Locator, Page } from 'playwright-core';
import { describe } from 'vitest';
import { SandboxOnPage } from './sandbox.ts';
import { expect, expectAccessible, LOOKS, test } from './site.ts';

const IMPORT = `import { Cloud } from 'desired-capacity';\n`;
/** A property misspelt, and two lines below a number where a text belongs. */
const WRONG = `${IMPORT}new Cloud().sqs.createQueue('a', { delaySecond: 1 });\n\nconst a: string = 1;`;

/** A sandbox whose editor may know the types. */
class TypedSandbox extends SandboxOnPage {
  readonly panel: Locator = this.root.locator('.types');
  readonly toggle: Locator = this.panel.getByRole('button', { name: /^Types/ });
  readonly list: Locator = this.panel.getByRole('listitem');

  async switchOn(): Promise<void> {
    await this.button('Edit').click();
    await this.toggle.click();
    await this.told(/type error/);
  }

  async told(what: RegExp): Promise<void> {
    await this.panel.getByText(what).waitFor();
  }

  /** Does `act` and gives what a screen reader says of it. */
  async announced(act: () => Promise<void>): Promise<string> {
    const heard = await this.root.locator('.cm-announced').evaluateHandle((region) => ({
      text: new Promise<string>((resolve) => {
        const listen = () => region.textContent.trim() && resolve(region.textContent);
        new MutationObserver(listen).observe(region, { childList: true });
      }),
    }));
    await act();
    return heard.evaluate(({ text }) => text);
  }

  /** Where the cursor stands: the text of its line. */
  cursorLine(): Promise<string> {
    return this.root.locator('.cm-activeLine').innerText();
  }

  hasFocus(): Promise<boolean> {
    return this.editor.evaluate((editor) => editor === document.activeElement);
  }
}

/** What was fetched for the types alone. */
function fetched(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => /\/(types|typing)\b[^/]*$/.test(name)),
  );
}

test('code that TypeScript can not look at says so, and the next code is looked at', async ({ visit }) => {
  const sandbox = new TypedSandbox(await visit('/'));
  await sandbox.button('Edit').click();
  await sandbox.toggle.click();
  await sandbox.told(/type error/);
  const deep = `declare function f(value?: unknown): unknown;\n${'f('.repeat(9000)}${')'.repeat(9000)};`;
  await sandbox.type(deep.replaceAll('f(f(', 'f(\nf('));
  await sandbox.told(/can not say|type error/);
  await sandbox.type('const a: string = 1;');
  await sandbox.told(/^1 type error\.$/);
});

test('nothing of the types is fetched before they are asked for, and its size is told', async ({ visit }) => {
  const page = await visit('/');
  const sandbox = new TypedSandbox(page);
  await sandbox.button('Edit').click();
  await sandbox.toggle.waitFor();
  await page.waitForLoadState('networkidle');
  expect(await fetched(page)).toEqual([]);
  expect(await sandbox.toggle.innerText()).toMatch(/^Types \(\d\.\d MB\)$/);
});

test('an unedited example has no type errors; an edited one is told of its own, until they are mended', async ({
  visit,
}) => {
  const sandbox = new TypedSandbox(await visit('/'));
  await sandbox.switchOn();
  expect(await sandbox.panel.innerText()).toContain('No type errors.');
  await sandbox.type(WRONG);
  await sandbox.told(/2 type errors/);
  expect(await sandbox.list.allInnerTexts()).toEqual([
    expect.stringMatching(/^line 2 .*Did you mean to write 'delaySeconds'\?/s),
    expect.stringMatching(/^line 4 .*'number' is not assignable to type 'string'/),
  ]);
  expect(await sandbox.root.locator('.cm-lintRange-error').allInnerTexts()).toEqual(['delaySecond', 'a']);
  await sandbox.type(`${IMPORT}new Cloud();`);
  await sandbox.told(/No type errors/);
  expect(await sandbox.list.count()).toBe(0);
});

test('what a run and what the types found stand side by side', async ({ visit }) => {
  const sandbox = new TypedSandbox(await visit('/'));
  await sandbox.switchOn();
  await sandbox.type(`const a: string = 1;\nthrow new Error(a);`);
  await sandbox.told(/1 type error\./);
  await sandbox.runByKeys();
  await expect.poll(() => sandbox.root.locator('.cm-lintRange-error').count()).toBe(2);
});

test('works by keyboard alone', async ({ visit }) => {
  const page = await visit('/');
  const sandbox = new TypedSandbox(page);
  await sandbox.switchOn();
  await sandbox.type(WRONG);
  await sandbox.told(/2 type errors/);
  await page.keyboard.press('ControlOrMeta+Home');

  await page.keyboard.press('F8');
  expect(await sandbox.cursorLine()).toContain('delaySecond');
  await page.keyboard.press('F2');
  await sandbox.root.locator('.words').waitFor();
  await page.keyboard.press('Escape');
  expect(await sandbox.root.locator('.words').count()).toBe(0);

  // Tab leaves the editor for the switch, and goes on to the list.
  await page.keyboard.press('Tab');
  expect(await sandbox.toggle.evaluate((button) => button === document.activeElement)).toBe(true);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(await sandbox.hasFocus()).toBe(true);
  expect(await sandbox.cursorLine()).toBe('const a: string = 1;');
});

test('F2 explains what stands at the cursor, to a screen reader too', async ({ visit }) => {
  const page = await visit('/');
  const sandbox = new TypedSandbox(page);
  await sandbox.switchOn();
  // Not at the end of a word that is being typed: there, a box of suggestions opens too.
  await sandbox.type(`import { seconds } from 'desired-capacity';\nseconds;`);
  await page.keyboard.press('ArrowLeft');
  const announced = await sandbox.announced(() => page.keyboard.press('F2'));
  const box = sandbox.root.locator('.words');
  await box.waitFor();
  expect(await box.locator('code').innerText()).toContain('seconds: (n: number) => number');
  expect(await box.locator('p').innerText()).toMatch(/^Seconds: /);
  expect(announced).toContain('Seconds: ');
});

test('pointing explains as well', async ({ visit }) => {
  const sandbox = new TypedSandbox(await visit('/'));
  await sandbox.switchOn();
  await sandbox.type(`${IMPORT}Cloud;`);
  await sandbox.root
    .locator('.cm-line')
    .last()
    .hover({ position: { x: 20, y: 8 } });
  await sandbox.root.locator('.words code').waitFor();
  expect(await sandbox.root.locator('.words code').innerText()).toContain('class Cloud');
});

describe('suggestions', () => {
  test('have the options of a call, and what they mean', async ({ visit }) => {
    const page = await visit('/');
    const sandbox = new TypedSandbox(page);
    await sandbox.switchOn();
    await sandbox.type(`${IMPORT}new Cloud().sqs.createQueue('a', { });`);
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowLeft');
    await page.keyboard.type('visib');
    const option = sandbox.root.getByRole('option', { name: /visibilityTimeout/ });
    await option.waitFor();
    await sandbox.root.locator('.cm-completionInfo p').first().waitFor();
    expect(await sandbox.root.locator('.cm-completionInfo').innerText()).toContain('Default 30');
    await option.click();
    await expect.poll(() => sandbox.editor.innerText()).toContain('{ visibilityTimeout');
  });

  test('import what they need', async ({ visit }) => {
    const page = await visit('/');
    const sandbox = new TypedSandbox(page);
    await sandbox.switchOn();
    await sandbox.type(IMPORT);
    await page.keyboard.type('minu');
    const option = sandbox.root.getByRole('option', { name: /minutes/ });
    await option.click();
    await expect
      .poll(() => sandbox.editor.innerText())
      .toMatch(/^import \{ Cloud, minutes \} from 'desired-capacity';\s+minutes$/);
  });

  test('a call shows its parameters while they are typed', async ({ visit }) => {
    const page = await visit('/');
    const sandbox = new TypedSandbox(page);
    await sandbox.switchOn();
    await sandbox.type(`import { check } from 'desired-capacity';\n`);
    await page.keyboard.type('check(');
    const current = sandbox.root.locator('.words b');
    await expect.poll(() => current.allInnerTexts()).toEqual(['label: string']);
    await page.keyboard.type("'a',");
    await expect.poll(() => current.allInnerTexts()).toEqual(['ok: boolean']);
  });
});

test('is remembered, works offline once it is there, and is off when switched off', async ({ visit }) => {
  // What else a page fetches, wherever the pointer happens to be, is not there offline.
  const page = await visit('/', { allow: /ERR_INTERNET_DISCONNECTED/ });
  await new TypedSandbox(page).switchOn();
  await page.reload();
  const sandbox = new TypedSandbox(page);
  await sandbox.button('Edit').click();
  await sandbox.told(/No type errors/);
  await page.context().setOffline(true);
  await sandbox.type(WRONG);
  await sandbox.told(/2 type errors/);
  await page.context().setOffline(false);
  await sandbox.toggle.click();
  expect(await sandbox.list.count()).toBe(0);
  expect(await sandbox.root.locator('.cm-lintRange-error').count()).toBe(0);
  await page.reload();
  await page.waitForLoadState('networkidle');
  expect(await fetched(page)).toEqual([]);
});

test('that they can not be fetched is said, and they are fetched when they can', async ({ visit }) => {
  const page = await visit('/', { allow: /ERR_FAILED|Failed to load/ });
  const sandbox = new TypedSandbox(page);
  await page.route(/\/types\.[^/]*\.js$/, (route) => route.abort());
  await sandbox.button('Edit').click();
  await sandbox.toggle.click();
  await sandbox.told(/could not be fetched/);
  expect(await sandbox.toggle.getAttribute('aria-pressed')).toBe('false');
  await page.unrouteAll();
  await sandbox.toggle.click();
  await sandbox.told(/No type errors/);
});

describe.each(LOOKS)('in use, %s, %i px', (theme, width) => {
  test('are accessible, and fit', async ({ visit }) => {
    const page = await visit('/', { theme, width });
    const sandbox = new TypedSandbox(page);
    await sandbox.switchOn();
    await sandbox.type(WRONG);
    await sandbox.told(/2 type errors/);
    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.press('F8');
    await page.keyboard.press('F2');
    await sandbox.root.locator('.words').waitFor();
    await expectAccessible(page, 'x-sandbox');
  });
});
