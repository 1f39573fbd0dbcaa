import { describe } from 'vitest';
import { SandboxOnPage } from './sandbox.ts';
import { expect, expectAccessible, LOOKS, test } from './site.ts';

const CHANCE = '/simulator/sandbox/';

describe('runs under many seeds', () => {
  test('show median and band of a curve, spread of a number, and go on when the reader wants more', async ({
    visit,
  }) => {
    const sandbox = new SandboxOnPage(await visit(CHANCE));
    await sandbox.more();
    await sandbox.button('Try 20 seeds').click();
    await sandbox.saying(/^20 seeds/);
    const { box } = sandbox;
    expect(await box.locator('path.band').count()).toBe(1);
    expect(await box.locator('.legend').innerText()).toMatch(/wait, 95 %\s*wait, 5 %\s*wait, median/);
    expect(await box.locator('.was').first().innerText()).toMatch(/^[\d.]+ to [\d.]+$/);
    await sandbox.button('Go on to 200 seeds').click();
    await sandbox.saying(/^200 seeds/);
    expect(await box.locator('tbody tr').first().innerText()).toMatch(/everybody gets a coffee\s+200 of 200/);
    expect(await sandbox.button('Go on to 500 seeds').isVisible()).toBe(true);
    await sandbox.button('Close').click();
    expect(await box.count()).toBe(0);
  });

  test.for(LOOKS)('are accessible, and fit: %s', async ([theme, width], { visit }) => {
    const page = await visit(CHANCE, { theme, width });
    const sandbox = new SandboxOnPage(page);
    await sandbox.more();
    await sandbox.button('Try 20 seeds').click();
    await sandbox.saying(/^20 seeds/);
    await expectAccessible(page, '.panel');
  });
});
