import type { Locator } from 'playwright-core';
import { describe } from 'vitest';
import prettier from '../../.prettierrc.json' with { type: 'json' };
import { SandboxOnPage } from './sandbox.ts';
import { expect, expectAccessible, LOOKS, test } from './site.ts';

/** Characters in a line of an example. */
const codeWidth = (prettier.overrides as { files: unknown; options: { printWidth?: number } }[]).find(
  ({ files }) => files === 'content/docs/**/*.ts',
)!.options.printWidth!;

const EXERCISE = '/messaging/sqs/dead-letter-queues/';
const IMPORT = `import { check, Cloud } from 'desired-capacity';\n`;

describe('before the reader reaches for it', () => {
  test('code and result are there to read, without JavaScript too, and no button that does nothing', async ({
    visit,
  }) => {
    const page = await visit('/', { javaScript: false });
    const sandbox = new SandboxOnPage(page);
    expect(await sandbox.root.locator('.ec-line').first().isVisible()).toBe(true);
    expect(await sandbox.result.innerText()).toContain('✓');
    expect(await sandbox.result.getByRole('img').first().isVisible()).toBe(true);
    expect(await sandbox.button('Run').isVisible()).toBe(false);
  });

  test('nothing of engine and editor is fetched', async ({ visit }) => {
    const page = await visit('/');
    await page.waitForLoadState('networkidle');
    const fetched = () =>
      page.evaluate(() =>
        performance
          .getEntriesByType('resource')
          .map(({ name }) => name)
          .filter((name) => /(studio|instant|editor|worker|index)\.[^/]*js$/.test(name)),
      );
    expect(await fetched()).toEqual([]);
    await new SandboxOnPage(page).button('Run').hover();
    await expect.poll(fetched).toContainEqual(expect.stringContaining('studio'));
    expect(await fetched()).not.toContainEqual(expect.stringContaining('editor'));
  });

  test('a long file shows its beginning, so that its result is near, and all of it on demand', async ({
    visit,
  }) => {
    const page = await visit('/messaging/sqs/', { javaScript: false });
    const root = page.locator('x-sandbox').first();
    const height = async () => (await root.locator('pre').first().boundingBox())!.height;
    const folded = await height();
    await root.getByLabel(/^All \d+ lines$/).check();
    expect(await height()).toBeGreaterThan(1.5 * folded);
  });

  test('a line as long as Prettier makes it is not broken in two at 1280 px', async ({ visit }) => {
    const page = await visit(EXERCISE);
    const lines = await page
      .locator('x-sandbox .ec-line:visible')
      .evaluateAll((all) =>
        all.map((line) => ({ text: line.textContent.trimEnd(), height: line.clientHeight })),
      );
    const height = Math.min(...lines.map((line) => line.height));
    const broken = lines.filter((line) => line.height > height * 1.5).map(({ text }) => text);
    expect(broken.filter(({ length }) => length <= codeWidth)).toEqual([]);
  });

  test('the print has code and result, and no buttons', async ({ visit }) => {
    const page = await visit('/');
    await page.emulateMedia({ media: 'print' });
    const sandbox = new SandboxOnPage(page);
    expect(await sandbox.button('Run').isVisible()).toBe(false);
    expect(await sandbox.result.getByRole('img').first().isVisible()).toBe(true);
  });
});

describe('edit and run', () => {
  test('what the reader wrote runs, and its result is told', async ({ visit }) => {
    const sandbox = new SandboxOnPage(await visit('/'));
    await sandbox.typeAndRun(
      `${IMPORT}check('mine', true);\ncheck('yours', false);\nconsole.log('<b>bold</b>');\n`,
    );
    expect(await sandbox.status.innerText()).toBe('Run finished: 1 check passed, 1 failed.');
    expect(await sandbox.result.innerText()).toContain('mine');
    expect(await sandbox.result.innerText()).toContain('<b>bold</b>');
    expect(await sandbox.result.getByRole('img').count()).toBe(0);
  });

  test('a click into the code opens the editor at that line', async ({ visit }) => {
    const page = await visit('/');
    const sandbox = new SandboxOnPage(page);
    const line = await sandbox.root.locator('.ec-line').nth(2).innerText();
    await sandbox.root.locator('.ec-line').nth(2).click();
    await sandbox.editor.waitFor();
    expect(await sandbox.root.locator('pre').isVisible()).toBe(false);
    expect((await sandbox.root.locator('.cm-activeLine').innerText()).trim()).toBe(line.trim());
  });

  test('an error and a failing check stand at their lines, and lead there', async ({ visit }) => {
    const page = await visit('/');
    const sandbox = new SandboxOnPage(page);
    await sandbox.typeAndRun(`${IMPORT}\ncheck('first', true);\ncheck('second', false);\n`);
    expect(await sandbox.root.locator('.cm-lintRange-error').innerText()).toBe("check('second', false);");
    await sandbox.typeAndRun('const a: number = 1;\n\nconst = 2;\n\n');
    expect(await sandbox.status.innerText()).toBe('Run ended in an error at line 3.');
    expect(await sandbox.root.locator('.cm-lintRange-error').innerText()).toBe('const = 2;');
    await sandbox.button('line 3').click();
    expect(await sandbox.root.locator('.cm-activeLine').innerText()).toBe('const = 2;');
    expect(await sandbox.editor.evaluate((editor) => editor === document.activeElement)).toBe(true);
    await sandbox.typeAndRun('const a: number = 1;');
    expect(await sandbox.root.locator('.cm-lintRange-error').count()).toBe(0);
  });

  test('Reset brings back code, result and seed', async ({ visit }) => {
    const page = await visit('/');
    const sandbox = new SandboxOnPage(page);
    const before = [await sandbox.result.innerHTML(), await sandbox.status.innerText()];
    await (await sandbox.seed()).fill('7');
    await sandbox.typeAndRun('console.log(1);');
    await sandbox.button('Reset').click();
    await sandbox.root.locator('pre').waitFor();
    expect(await sandbox.editor.count()).toBe(0);
    expect([await sandbox.result.innerHTML(), await sandbox.status.innerText()]).toEqual(before);
    expect(await (await sandbox.seed()).inputValue()).toBe('1');
    await sandbox.run();
    expect([await sandbox.result.innerHTML(), await sandbox.status.innerText()]).toEqual(before);
  });

  test('Copy copies what stands there now', async ({ visit }) => {
    const page = await visit('/');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const sandbox = new SandboxOnPage(page);
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
    await sandbox.more();
    await sandbox.button('Copy').click();
    await expect.poll(() => sandbox.status.innerText()).toBe('Copied.');
    expect(await clipboard()).toMatch(/^import .* from 'desired-capacity';\n/);
    await sandbox.type('console.log(1);');
    await sandbox.button('Copy').click();
    await expect.poll(clipboard).toBe('console.log(1);');
  });

  test('works by keyboard alone, and Tab leaves the editor', async ({ visit }) => {
    const page = await visit('/');
    const sandbox = new SandboxOnPage(page);
    await sandbox.button('Run').focus();
    await sandbox.whileRuns(() => page.keyboard.press('Enter'));
    await page.keyboard.press('Tab'); // Stop is disabled: on to Edit.
    await page.keyboard.press('Space');
    await sandbox.editor.waitFor();
    await expect
      .poll(() => sandbox.editor.evaluate((editor) => editor === document.activeElement))
      .toBe(true);
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText('console.log("typed")');
    await sandbox.runByKeys();
    expect(await sandbox.result.innerText()).toContain('typed');
    await page.keyboard.press('Tab'); // To Types, and on.
    await page.keyboard.press('Tab');
    expect(await sandbox.button('Run').evaluate((button) => button === document.activeElement)).toBe(true);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Shift+Tab');
    expect(await sandbox.editor.evaluate((editor) => editor === document.activeElement)).toBe(true);
  });
});

describe.each(LOOKS)('while one edits, %s, %i px', (theme, width) => {
  test('Run is in reach, and the cursor in sight', async ({ visit }) => {
    const page = await visit('/messaging/sqs/visibility-timeout/', { theme, width });
    const sandbox = new SandboxOnPage(page);
    await sandbox.type('console.log(1);\n'.repeat(120));
    await page.keyboard.press('Control+Home');
    await page.keyboard.insertText('// first');
    const seen = (part: Locator) =>
      part.evaluate((element) => {
        const { top, bottom } = element.getBoundingClientRect();
        return top >= 0 && bottom <= innerHeight;
      });
    await expect.poll(() => seen(sandbox.button('Run'))).toBe(true);
    await expect.poll(() => seen(sandbox.root.locator('.cm-activeLine'))).toBe(true);
    await page.keyboard.press('Control+End');
    await expect.poll(() => seen(sandbox.root.locator('.cm-activeLine').last())).toBe(true);
    expect(await seen(sandbox.button('Run'))).toBe(true);
  });
});

describe('a run under way', () => {
  test('can be stopped, and only then; what it showed stays', async ({ visit }) => {
    const page = await visit('/');
    const sandbox = new SandboxOnPage(page);
    expect(await sandbox.button('Stop').isEnabled()).toBe(false);
    await sandbox.type(`console.log('begun');\nfor (;;);`);
    await page.keyboard.press('Control+Enter');
    await sandbox.result.getByText('begun').waitFor();
    expect(await sandbox.status.innerText()).toBe('Running …');
    await sandbox.whileRuns(() => sandbox.button('Stop').click());
    expect(await sandbox.status.innerText()).toBe('Run stopped.');
    expect(await sandbox.result.innerText()).toContain('begun');
    expect(await sandbox.button('Stop').isEnabled()).toBe(false);
    expect(await sandbox.button('Run').evaluate((button) => button === document.activeElement)).toBe(true);
  });

  test('gives way to the next one', async ({ visit }) => {
    const sandbox = new SandboxOnPage(await visit('/'));
    await sandbox.type(`console.log('old');\nfor (;;);`);
    await sandbox.page.keyboard.press('Control+Enter');
    await sandbox.result.getByText('old').waitFor();
    await sandbox.typeAndRun(`console.log('new');`);
    expect(await sandbox.result.innerText()).toBe('new');
    expect(await sandbox.status.innerText()).toBe('Run finished.');
    expect(await sandbox.button('Stop').isEnabled()).toBe(false);
  });

  test('ends at its deadline if nobody stops it', async ({ visit }) => {
    const page = await visit('/');
    await page.clock.install();
    const sandbox = new SandboxOnPage(page);
    await sandbox.type(`console.log('begun');\nfor (;;);`);
    await page.keyboard.press('Control+Enter');
    await sandbox.result.getByText('begun').waitFor();
    await page.clock.fastForward('00:10');
    await sandbox.saying('Run ended at its time limit.');
  });
});

describe('the seed', () => {
  const code = `${IMPORT}console.log(new Cloud().random('a').next());`;

  test('changes the run, and the same one repeats it', async ({ visit }) => {
    const sandbox = new SandboxOnPage(await visit('/'));
    await sandbox.type(code);
    const shown: string[] = [];
    for (const seed of ['1', '2', '1']) {
      await (await sandbox.seed()).fill(seed);
      await sandbox.run();
      shown.push(await sandbox.result.innerText());
    }
    expect(shown[0]).toBe(shown[2]);
    expect(shown[0]).not.toBe(shown[1]);
  });

  test.for([
    ['1.5', '1'],
    ['', '1'],
    ['12', '12'],
  ])('given as “%s” is said to be %s once it runs', async ([given, used], { visit }) => {
    const sandbox = new SandboxOnPage(await visit('/'));
    const seed = await sandbox.seed();
    await seed.fill(given!);
    await sandbox.run();
    expect(await seed.inputValue()).toBe(used);
  });

  test('can not be set where the code fixes it, and says why', async ({ visit }) => {
    const sandbox = new SandboxOnPage(await visit('/'));
    const seed = await sandbox.seed();
    await sandbox.type(code.replace('new Cloud()', 'new Cloud({ seed: 7 })'));
    expect(await seed.isDisabled()).toBe(true);
    expect(await sandbox.root.getByText('fixed by the code').isVisible()).toBe(true);
    await sandbox.type(code);
    expect(await seed.isEnabled()).toBe(true);
  });
});

describe("the reader's text", () => {
  test('is back after a reload, and has not run', async ({ visit }) => {
    const page = await visit('/');
    const sandbox = new SandboxOnPage(page);
    const built = await sandbox.result.innerHTML();
    await sandbox.typeAndRun(`console.log('kept');`);
    await page.reload();
    await expect
      .poll(() => sandbox.status.innerText())
      .toContain('It has not run: what stands below is what the original shows.');
    expect(await sandbox.editor.innerText()).toBe(`console.log('kept');`);
    expect(await sandbox.result.innerHTML()).toBe(built);
    await sandbox.button('Reset').click();
    await sandbox.root.locator('pre').waitFor();
    await page.reload();
    await page.waitForLoadState('networkidle');
    expect(await sandbox.editor.count()).toBe(0);
  });

  test('is kept as it is typed, whether it has run or not', async ({ visit }) => {
    const page = await visit('/');
    const sandbox = new SandboxOnPage(page);
    const stored = () => page.evaluate(() => Object.values({ ...localStorage }).join());
    await sandbox.type(`console.log('typed');`);
    await expect.poll(stored).toContain('typed');
    await page.reload();
    await sandbox.saying(/Your code from before is back/);
    expect(await sandbox.editor.innerText()).toBe(`console.log('typed');`);

    // Who leaves at once loses nothing either.
    await sandbox.type(`console.log('and left');`);
    await page.goto(new URL('/glossary/', page.url()).href);
    await page.goBack();
    await expect.poll(() => sandbox.editor.innerText()).toBe(`console.log('and left');`);
  });

  test('is kept by Ctrl+S, and by whoever opens a link meanwhile', async ({ visit }) => {
    const page = await visit('/');
    const sandbox = new SandboxOnPage(page);
    await sandbox.type(`console.log('saved');`);
    await page.keyboard.press('Control+s');
    await sandbox.saying('Your code is kept in this browser.');
    await sandbox.type(`console.log('typed before the link');`);
    await page.evaluate(() => (location.hash = '#sandbox=coffee&code=AAAA'));
    await sandbox.saying(/could not be opened/);
    await page.goto(new URL('/', page.url()).href);
    await page.reload();
    await sandbox.saying(/Your code from before is back/);
    expect(await sandbox.editor.innerText()).toBe(`console.log('typed before the link');`);
  });

  test('runs as well where the browser refuses storage', async ({ visit }) => {
    const page = await visit('/', { theme: 'light' });
    await page.addInitScript(() => {
      for (const name of ['localStorage', 'sessionStorage'])
        Object.defineProperty(window, name, {
          configurable: true,
          get() {
            throw new DOMException('refused', 'SecurityError');
          },
        });
    });
    await page.reload();
    // The theme follows the reader, by preference and by choice.
    const theme = () => page.evaluate(() => document.documentElement.dataset['theme']);
    expect(await theme()).toBe('light');
    await page.locator('starlight-theme-select select:visible').first().selectOption('dark');
    expect(await theme()).toBe('dark');
    const sandbox = new SandboxOnPage(page);
    await sandbox.typeAndRun(`console.log('no storage');`);
    expect(await sandbox.result.innerText()).toBe('no storage');
  });
});

test('an engine that can not be fetched says so, and runs when it can', async ({ visit }) => {
  const page = await visit('/', { allow: /ERR_FAILED/ });
  const sandbox = new SandboxOnPage(page);
  await page.route(/\/worker\.[^/]*js$/, (route) => route.abort());
  await sandbox.button('Run').click();
  await expect.poll(() => sandbox.status.innerText()).toMatch(/could not be fetched\. Check your connection/);
  await page.unrouteAll();
  await sandbox.run();
  expect(await sandbox.status.innerText()).toMatch(/^Run finished/);
});

describe.each(LOOKS)('in use, %s, %i px', (theme, width) => {
  test('is accessible, and fits', async ({ visit }) => {
    const page = await visit('/', { theme, width });
    const sandbox = new SandboxOnPage(page);
    await sandbox.typeAndRun(
      `${IMPORT}// a comment\ncheck('a', true);\ncheck('b', 1 > 2, 'found');\nconsole.warn('w');\nthrow new Error('e');`,
    );
    await expectAccessible(page, 'x-sandbox');
  });
});

describe('the exercise', () => {
  test('fails with the starter, passes with the solution, and remembers', async ({ visit }) => {
    const page = await visit(EXERCISE);
    const exercise = page.locator('x-exercise');
    const [mine, solution] = (await exercise.locator('x-sandbox').all()).map(
      (root) => new SandboxOnPage(page, root),
    );
    const state = exercise.locator('.passed');
    await mine!.run();
    expect(await mine!.status.innerText()).toMatch(/failed/);
    expect(await state.innerText()).toBe('');

    await exercise.getByText('Solution', { exact: true }).click();
    await solution!.run();
    expect(await solution!.status.innerText()).not.toMatch(/failed/);
    expect(await state.innerText()).toBe('');

    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await solution!.more();
    await solution!.button('Copy').click();
    await solution!.saying('Copied.');
    await mine!.typeAndRun(await page.evaluate(() => navigator.clipboard.readText()));
    await expect.poll(() => state.innerText()).toContain('Exercise passed');

    await page.reload();
    expect(await state.innerText()).toContain('You passed this exercise before');
  });

  test('is not passed by taking the code away', async ({ visit }) => {
    const page = await visit(EXERCISE);
    const exercise = page.locator('x-exercise');
    const mine = new SandboxOnPage(page, exercise.locator('x-sandbox').first());
    await mine.typeAndRun(`import { check } from 'desired-capacity';\ncheck('it works', true);`);
    expect(await mine.status.innerText()).toMatch(/error/);
    expect(await exercise.locator('.passed').innerText()).toBe('');
  });

  test('gives its hints one at a time', async ({ visit }) => {
    const page = await visit(EXERCISE);
    const hints = page.locator('x-exercise .hint');
    expect(await hints.count()).toBeGreaterThan(1);
    expect([await hints.nth(0).isVisible(), await hints.nth(1).isVisible()]).toEqual([true, false]);
    await hints.nth(0).locator('summary').click();
    expect(await hints.nth(1).isVisible()).toBe(true);
  });
});
