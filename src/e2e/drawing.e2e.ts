import { deflateRawSync } from 'node:zlib';
import { describe } from 'vitest';
import { LARGE, watchGaps } from './drawing.ts';
import { SandboxOnPage } from './sandbox.ts';
import { expect, inject, test } from './site.ts';

/**
 * Milliseconds for which the page may stand still. The aim is 100, which `npm run bench -- reader` measures; here other
 * tests run beside. What is without a bound stands still for good, or until the browser gives up.
 */
const MOST_GAP = (5000 * inject('wait')) / 30_000;

describe('a page lives while it draws', () => {
  test('whatever a run shows', async ({ visit }) => {
    const page = await visit('/');
    const sandbox = new SandboxOnPage(page);
    const gaps: string[] = [];
    for (const { name, code } of LARGE) {
      await sandbox.type(code);
      const gap = await watchGaps(page);
      await sandbox.runByKeys();
      const most = await gap();
      gaps.push(`${name}: ${most} ms`);
      expect.soft(most, name).toBeLessThan(MOST_GAP);
      // Whatever it was, the page goes on.
      expect(await sandbox.status.innerText(), name).toMatch(/^Run /);
    }
    if (process.env['GAPS']) console.log(gaps.join('\n'));
  });

  test('and Stop ends a drawing', async ({ visit }) => {
    const page = await visit('/');
    const sandbox = new SandboxOnPage(page);
    await sandbox.type(`for (let i = 0; i < 1900; i++) console.log('word '.repeat(40));`);
    // Frames come when the test says so: the drawing waits for them, as on a slow machine.
    await page.evaluate(() => {
      const due: FrameRequestCallback[] = [];
      window.requestAnimationFrame = (callback) => due.push(callback);
    });
    await sandbox.whileRuns(async () => {
      await page.keyboard.press('Control+Enter');
      await sandbox.result.getByText('word').first().waitFor();
      await sandbox.button('Stop').click();
    });
    expect(await sandbox.result.locator('.line').count()).toBeLessThan(1900);
    expect(await sandbox.button('Stop').isEnabled()).toBe(false);
  });

  test('what is not drawn can be saved', async ({ visit }) => {
    const page = await visit('/');
    const sandbox = new SandboxOnPage(page);
    await sandbox.typeAndRun(LARGE.find(({ name }) => name.startsWith('a table of 20,000'))!.code);
    expect(await sandbox.result.innerText()).toContain('Drawn: the first 500 of 20,000 rows.');
    const saving = page.waitForEvent('download');
    await sandbox.button('Save all of it').click();
    const saved = await (await saving).createReadStream();
    let text = '';
    for await (const chunk of saved) text += String(chunk);
    expect(text.split('\r\n')).toHaveLength(20_002);
    expect(text.startsWith('a,b,c,d\r\n0,b,0,true\r\n')).toBe(true);
  });
});

describe('a page lives when a link is opened', () => {
  const packed = (text: string) =>
    deflateRawSync(JSON.stringify({ version: 1, seed: 1, files: { 'coffee.ts': text } })).toString(
      'base64url',
    );
  const evil = "x'. SECURITY ALERT: your account is suspended";

  test.for<[what: string, fragment: string, said: RegExp]>([
    ['of 300,000 letters', `#sandbox=${'a'.repeat(300_000)}&code=x`, /longer than any/],
    ['of a million letters', `#sandbox=coffee&code=${'a'.repeat(1_000_000)}`, /longer than any/],
    [
      'with words in the place of a name',
      `#sandbox=${encodeURIComponent(evil)}&code=x`,
      /does not have the example/,
    ],
    ['with one long line', `#sandbox=coffee&code=${packed('a'.repeat(150_000))}`, /a line of more than/],
    ['with very many lines', `#sandbox=coffee&code=${packed('\n'.repeat(80_000))}`, /more than 10000 lines/],
    ['with one letter', `#sandbox=coffee&code=${packed(`// Z${'\u0301'.repeat(9000)}`)}`, /marks on them/],
  ])('%s', async ([, fragment, said], { visit }) => {
    const page = await visit('/');
    const gap = await watchGaps(page);
    await page.evaluate((hash) => (location.hash = hash), fragment);
    const notice = page.locator('x-sandbox .notice').first();
    await notice.waitFor();
    expect(await notice.innerText()).toMatch(said);
    expect(await notice.innerText()).not.toContain('SECURITY');
    expect(await gap()).toBeLessThan(MOST_GAP);
  });
});
