import { describe } from 'vitest';
import { SandboxOnPage } from './sandbox.ts';
import { expect, NARROW, test } from './site.ts';

const TWO_FILES = '/simulator/sandbox/';
const EXERCISE = '/messaging/sqs/dead-letter-queues/';

describe('an example of two files', () => {
  test('can be read in whole without JavaScript', async ({ visit }) => {
    const page = await visit(TWO_FILES, { javaScript: false });
    const sandbox = new SandboxOnPage(page);
    for (const file of ['rush.ts', 'coffee-bar.ts']) {
      // Imports may be folded: some line shows.
      expect(await sandbox.file(file).locator('.ec-line').filter({ visible: true }).count()).toBeGreaterThan(
        3,
      );
      expect(await sandbox.file(file).getByText(file, { exact: true }).isVisible()).toBe(true);
    }
    expect(await sandbox.root.getByRole('tablist').isVisible()).toBe(false);
  });

  test('has a tab for each, which the arrow keys go through', async ({ visit }) => {
    const page = await visit(TWO_FILES);
    const sandbox = new SandboxOnPage(page);
    expect(await sandbox.file('coffee-bar.ts').isVisible()).toBe(false);
    await sandbox.tab('coffee-bar.ts').click();
    await sandbox.file('coffee-bar.ts').waitFor();
    expect(await sandbox.file('rush.ts').isVisible()).toBe(false);
    for (const [key, file] of [
      ['ArrowRight', 'rush.ts'],
      ['ArrowLeft', 'coffee-bar.ts'],
      ['Home', 'rush.ts'],
      ['End', 'coffee-bar.ts'],
    ] as const) {
      await page.keyboard.press(key);
      await sandbox.file(file).waitFor();
      expect(await sandbox.tab(file).getAttribute('aria-selected')).toBe('true');
      expect(await sandbox.tab(file).evaluate((tab) => tab === document.activeElement)).toBe(true);
    }
    await page.keyboard.press('Tab');
    expect(await sandbox.file('coffee-bar.ts').evaluate((panel) => panel === document.activeElement)).toBe(
      true,
    );
  });

  test('runs with both files as they stand, and both are back after a reload', async ({ visit }) => {
    const page = await visit(TWO_FILES);
    const sandbox = new SandboxOnPage(page);
    await sandbox.type(`import { size } from './coffee-bar.ts';\nconsole.log(size * 2);`);
    await sandbox.tab('coffee-bar.ts').click();
    await sandbox.file('coffee-bar.ts').waitFor();
    await sandbox.typeAndRun(`export const size: number = 21;`);
    expect(await sandbox.result.innerText()).toBe('42');
    expect(await sandbox.tab('rush.ts').innerText()).toContain('edited');

    await page.reload();
    await sandbox.saying(/It has not run/);
    await sandbox.run();
    expect(await sandbox.result.innerText()).toBe('42');
    await sandbox.button('Reset').click();
    await sandbox.file('rush.ts').locator('pre').waitFor();
    expect(await sandbox.tab('rush.ts').innerText()).not.toContain('edited');
    await sandbox.run();
    expect(await sandbox.status.innerText()).toBe('Run finished: 2 checks passed.');
  });

  test('tells an error and a failing check in the file where they stand', async ({ visit }) => {
    const page = await visit(TWO_FILES);
    const sandbox = new SandboxOnPage(page);
    await sandbox.tab('coffee-bar.ts').click();
    await sandbox.file('coffee-bar.ts').waitFor();
    await sandbox.typeAndRun(
      `import { check } from 'desired-capacity';\n\ncheck('in the helper', false);\nexport function morning(): never {\n  throw new Error('closed');\n}`,
    );
    expect(await sandbox.status.innerText()).toMatch(/^Run ended in an error at line 5 of coffee-bar\.ts/);
    await sandbox.tab('rush.ts').click();
    await sandbox.file('rush.ts').waitFor();
    expect(await sandbox.file('rush.ts').locator('.wrong').count()).toBe(0);
    await sandbox.button('coffee-bar.ts, line 3').click();
    await sandbox.file('coffee-bar.ts').waitFor();
    await expect
      .poll(() => sandbox.file('coffee-bar.ts').locator('.cm-activeLine').innerText())
      .toBe(`check('in the helper', false);`);
    const marked = sandbox.file('coffee-bar.ts').locator('.cm-lintRange-error');
    expect(await marked.allInnerTexts()).toEqual([
      `check('in the helper', false);`,
      `throw new Error('closed');`,
    ]);
  });
});

test('the checks of an exercise can be read and not changed, and a failing one leads to them', async ({
  visit,
}) => {
  const page = await visit(EXERCISE, { width: NARROW });
  const sandbox = new SandboxOnPage(page, page.locator('x-exercise x-sandbox').first());
  await sandbox.run();
  await sandbox.root
    .getByRole('button', { name: /^videos\.check\.ts, line/ })
    .first()
    .click();
  const checks = sandbox.file('videos.check.ts');
  await checks.waitFor();
  expect(await checks.evaluate((panel) => panel === document.activeElement)).toBe(true);
  expect(await checks.locator('.wrong').first().isVisible()).toBe(true);
  await sandbox.button('Edit').click();
  expect(await checks.locator('.cm-content').count()).toBe(0);
});

describe('what is kept, where another tab is open', () => {
  test('is not taken away by a tab in which nothing was changed', async ({ visit }) => {
    const page = await visit('/');
    const second = await page.context().newPage();
    await second.goto(page.url());
    const [mine, other] = [new SandboxOnPage(page), new SandboxOnPage(second)];
    await mine.typeAndRun(`console.log('kept');`);
    await other.run();
    await other.button('Reset').click();
    await other.saying(/^Run finished/);
    await page.reload();
    await mine.saying(/It has not run/);
    expect(await mine.editor.innerText()).toBe(`console.log('kept');`);
  });

  test('is not replaced without a word', async ({ visit }) => {
    const page = await visit('/');
    const second = await page.context().newPage();
    await second.goto(page.url());
    const [mine, other] = [new SandboxOnPage(page), new SandboxOnPage(second)];
    await other.type(`console.log('other');`);
    await mine.typeAndRun(`console.log('mine');`);
    await other.saying(/Another tab has kept other code/);
    await other.runByKeys();
    await page.reload();
    await mine.saying(/It has not run/);
    expect(await mine.editor.innerText()).toBe(`console.log('other');`);
  });
});
