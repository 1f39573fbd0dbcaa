import { describe } from 'vitest';
import { SandboxOnPage } from './sandbox.ts';
import { expect, expectAccessible, LOOKS, test } from './site.ts';

const CHANCE = '/simulator/sandbox/';

describe('20 seeds', () => {
  test('say under how many each check held, once; a seed can be pressed and runs', async ({ visit }) => {
    const page = await visit(CHANCE);
    const sandbox = new SandboxOnPage(page);
    const said = await sandbox.recordSaid();
    await sandbox.more();
    await sandbox.button('Try 20 seeds').click();
    await sandbox.saying(/^20 seeds/);
    expect(await said()).toEqual([
      'Running under 20 seeds …',
      '20 seeds: 1 of 2 checks held under every one.',
    ]);
    const rows = sandbox.box.locator('tbody tr');
    expect(await rows.nth(0).innerText()).toMatch(/everybody gets a coffee\s+20 of 20\s+–/);
    expect(await rows.nth(1).innerText()).toMatch(/nobody waits longer than eight minutes\s+15 of 20/);
    await sandbox.whileRuns(() => sandbox.button('Run under seed 3').click());
    expect(await (await sandbox.seed()).inputValue()).toBe('3');
    expect(await sandbox.status.innerText()).toBe('Run finished: 1 check passed, 1 failed.');
    expect(await sandbox.box.isVisible()).toBe(true);
  });

  test('can be stopped, and what there is by then is shown', async ({ visit }) => {
    const page = await visit('/');
    const sandbox = new SandboxOnPage(page);
    await sandbox.type(
      `import { check, Cloud } from 'desired-capacity';\ncheck('begun', true);\nif (new Cloud().seed > 2) for (;;);`,
    );
    await sandbox.more();
    await sandbox.button('Try 20 seeds').click();
    await expect
      .poll(() => sandbox.box.getByRole('progressbar').evaluate((bar: HTMLProgressElement) => bar.value))
      .toBe(2);
    await sandbox.button('Stop').click();
    await sandbox.saying('Stopped after 2 seeds: 1 of 1 check held under every one.');
    expect(await sandbox.box.locator('tbody tr').innerText()).toMatch(/begun\s+2 of 2/);
  });

  test('are off where the code fixes its seed', async ({ visit }) => {
    const sandbox = new SandboxOnPage(await visit('/'));
    await sandbox.more();
    expect(await sandbox.button('Try 20 seeds').isEnabled()).toBe(true);
    await sandbox.type(`import { Cloud } from 'desired-capacity';\nnew Cloud({ seed: 7 });`);
    expect(await sandbox.button('Try 20 seeds').isEnabled()).toBe(false);
  });
});

describe('a changed run', () => {
  const more = async (sandbox: SandboxOnPage) => {
    const code = await sandbox.file('rush.ts').locator('.ec-line').allInnerTexts();
    await sandbox.typeAndRun(
      code
        .map((line) => line.replace(/\n$/, ''))
        .join('\n')
        .replace('baristas = 2', 'baristas = 3'),
    );
  };

  test('can be compared with the original, in one picture', async ({ visit }) => {
    const sandbox = new SandboxOnPage(await visit(CHANCE));
    await sandbox.run();
    expect(await sandbox.button('Compare with the original').isVisible()).toBe(false);
    await more(sandbox);
    const mine = await sandbox.result.innerHTML();
    await sandbox.button('Compare with the original').click();
    await sandbox.saying('Compared with the original, 1 plot and 1 table came out otherwise.');
    const { box } = sandbox;
    expect(await box.locator('figure').count()).toBe(1);
    expect(await box.locator('figure > svg path.line').count()).toBe(2);
    expect(await box.locator('figure > svg path.line.pale').count()).toBe(1);
    expect(await box.locator('.legend').innerText()).toMatch(/wait, original[^]*wait, yours/);
    expect(await box.locator('tbody td:has(del)').first().innerText()).toMatch(/→/);
    expect(await box.getByText('✓ held').count()).toBe(4);
    expect(await sandbox.result.innerHTML()).toBe(mine);
    await sandbox.button('Close').click();
    expect(
      await sandbox.button('Compare with the original').evaluate((b) => b === document.activeElement),
    ).toBe(true);
    await sandbox.button('Reset').click();
    await sandbox.file('rush.ts').locator('pre').waitFor();
    expect(await sandbox.button('Compare with the original').isVisible()).toBe(false);
  });

  test('under another seed is compared with the seed of the page', async ({ visit }) => {
    const sandbox = new SandboxOnPage(await visit(CHANCE));
    await (await sandbox.seed()).fill('3');
    await sandbox.run();
    await sandbox.button('Compare with the original').click();
    await sandbox.saying(/1 check, 1 plot and 1 table/);
    expect(await sandbox.box.innerText()).toMatch(/Original \(seed 1\)[^]*Yours \(seed 3\)/);
    expect(await sandbox.box.locator('tr.changed').innerText()).toMatch(/✓ held\s+✗ failed: 13\.4 minutes/);
  });

  test.for(LOOKS)(
    'is accessible beside the original, and fits: %s, %i px',
    async ([theme, width], { visit }) => {
      const page = await visit(CHANCE, { theme, width });
      const sandbox = new SandboxOnPage(page);
      await more(sandbox);
      const check = () => expectAccessible(page, 'x-sandbox');
      await sandbox.button('Compare with the original').click();
      await sandbox.saying(/^Compared/);
      await check();
      await sandbox.more();
      await sandbox.button('Try 20 seeds').click();
      await sandbox.saying(/^20 seeds/);
      await check();
      await sandbox.button('Share').click();
      await sandbox.root.getByLabel('Link').waitFor();
      await check();
    },
  );
});
