import { describe } from 'vitest';
import { processes, test } from './container/test.ts';
import { expect, expectAccessible, LOOKS } from './site.ts';

const IMPORT = `import { check, Cloud } from 'desired-capacity';\n`;

describe('the terminal', () => {
  test('runs the tests and the example, as the editor has it, and Escape leaves it', async ({
    open,
    standIn,
  }) => {
    const sandbox = await open();
    expect(await sandbox.button('Terminal').isVisible()).toBe(false);
    await sandbox.choose();
    await sandbox.openTerminal();
    await sandbox.command('npm test', /✓[^]*\d passed, 0 failed/);
    await sandbox.command('ls', /README\.md[^]*main\.ts[^]*package\.json/);

    await sandbox.type(`${IMPORT}console.log('from the editor');\ncheck('edited', 1 > 2);`);
    await sandbox.terminal.locator('textarea').focus();
    await sandbox.command('node main.ts', /from the editor\s+✗ edited/);
    await sandbox.command('npm test', /0 passed, 1 failed/);
    expect(standIn.started).toBe(1);

    await sandbox.page.keyboard.press('Escape');
    expect(await sandbox.button('Terminal').evaluate((button) => button === document.activeElement)).toBe(
      true,
    );
    await sandbox.page.keyboard.press('Enter');
    await expect.poll(() => sandbox.terminal.count()).toBe(0);
    await expect.poll(() => processes(standIn)).toBe(0);
  });

  test('stops what runs on Ctrl+C, and closes on exit', async ({ open }) => {
    const sandbox = await open();
    await sandbox.choose();
    await sandbox.type(`console.log('begun');\nsetInterval(() => {}, 1000);`);
    await sandbox.openTerminal();
    await sandbox.enter('node main.ts');
    await sandbox.shows(/begun/);
    await sandbox.page.keyboard.press('Control+c');
    await sandbox.shows(/begun\s+❯/);
    await sandbox.enter('exit');
    await expect.poll(() => sandbox.terminal.count()).toBe(0);
    expect(await sandbox.button('Terminal').getAttribute('aria-expanded')).toBe('false');
  });

  test('closes when the sandbox goes to the Instant engine', async ({ open, standIn }) => {
    const sandbox = await open();
    await sandbox.choose();
    await sandbox.openTerminal();
    await sandbox.chooseInstant();
    expect(await sandbox.terminal.count()).toBe(0);
    expect(await sandbox.button('Terminal').isVisible()).toBe(false);
    await expect.poll(() => standIn.instances.size).toBe(0);
  });

  test.for(LOOKS)('is accessible, and fits: %s, %i px', async ([theme, width], { open }) => {
    const sandbox = await open('/', { theme, width });
    await sandbox.choose();
    await sandbox.openTerminal();
    await sandbox.command('npm test', /passed/);
    await expectAccessible(sandbox.page, 'x-sandbox');
  });
});
