import { deflateRawSync } from 'node:zlib';
import { describe } from 'vitest';
import { SandboxOnPage } from './sandbox.ts';
import { expect, test } from './site.ts';

const packed = (value: unknown): string => deflateRawSync(JSON.stringify(value)).toString('base64url');
const link = (files: Record<string, string>, seed = 1): string =>
  `/#sandbox=coffee&code=${packed({ version: 1, seed, files })}`;

const MINE = `console.log('mine');`;
const THEIRS = `console.log('theirs');`;

describe('Share', () => {
  test('gives a link that opens the code elsewhere, where it does not run by itself', async ({ visit }) => {
    const page = await visit('/');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const sandbox = new SandboxOnPage(page);
    await sandbox.type(MINE);
    await (await sandbox.seed()).fill('7');
    await sandbox.button('Share').click();
    await expect.poll(() => sandbox.status.innerText()).toBe('The link to this code is copied.');
    const address = await page.evaluate(() => navigator.clipboard.readText());
    expect(await sandbox.root.getByLabel('Link').inputValue()).toBe(address);

    const other = await visit(`/${new URL(address).hash}`);
    const opened = new SandboxOnPage(other);
    await opened.saying(/It has not run/);
    expect(await opened.editor.innerText()).toBe(MINE);
    expect(await (await opened.seed()).inputValue()).toBe('7');
    expect(await opened.root.getByText('Somebody else wrote this code').isVisible()).toBe(true);
    expect(await opened.result.innerText()).not.toContain('mine');
    await opened.run();
    expect(await opened.result.innerText()).toBe('mine');
  });

  test('leaves the link to be copied by hand where the browser refuses', async ({ visit }) => {
    const page = await visit('/');
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new DOMException('refused', 'NotAllowedError'));
    });
    const sandbox = new SandboxOnPage(page);
    await sandbox.more();
    await sandbox.button('Share').click();
    await sandbox.saying(/by hand/);
    const field = sandbox.root.getByLabel('Link');
    await field.focus();
    const selected = await field.evaluate(
      (input: HTMLInputElement) => input.selectionEnd! - input.selectionStart!,
    );
    expect(selected).toBe((await field.inputValue()).length);
    await sandbox.button('Close').click();
    expect(await field.count()).toBe(0);
    expect(await sandbox.button('Share').evaluate((button) => button === document.activeElement)).toBe(true);
  });

  test('refuses code that no link carries, and says how long one may be', async ({ visit }) => {
    const sandbox = new SandboxOnPage(await visit('/'));
    const noise = Array.from({ length: 9000 }, (_, i) =>
      String.fromCodePoint(0x4e00 + ((i * i * 31) % 20000)),
    );
    await sandbox.type(`// ${noise.join('')}`);
    await sandbox.more();
    await sandbox.button('Share').click();
    await sandbox.saying(/more than 8000/);
    expect(await sandbox.root.getByLabel('Link').count()).toBe(0);
  });
});

describe('a link', () => {
  test('does not touch what the reader has written', async ({ visit }) => {
    const page = await visit('/');
    const sandbox = new SandboxOnPage(page);
    await sandbox.typeAndRun(MINE);
    // The same page: its fragment changes, and nothing is loaded.
    await page.goto(new URL(link({ 'coffee.ts': THEIRS }), page.url()).href);
    await sandbox.saying(/code of the link is here/);
    expect(await sandbox.editor.innerText()).toBe(THEIRS);
    expect(await sandbox.root.getByText('Your own code for this example is kept apart').isVisible()).toBe(
      true,
    );
    await sandbox.typeAndRun(`${THEIRS} // changed`);
    // What was changed in the shared code survives a crash as well.
    await page.reload();
    await sandbox.saying(/Your changes to the code of the link are back/);
    expect(await sandbox.editor.innerText()).toBe(`${THEIRS} // changed`);

    await sandbox.button('Reset').click();
    await sandbox.saying(/Your own code is still kept/);
    expect(new URL(page.url()).hash).toBe('');
    await page.reload();
    await sandbox.saying(/Your code from before is back/);
    expect(await sandbox.editor.innerText()).toBe(MINE);
  });

  test.for<[what: string, fragment: string, said: RegExp]>([
    ['cut off', `#sandbox=coffee&code=${packed({ version: 1, seed: 1, files: {} }).slice(0, 20)}`, /damaged/],
    ['without code', '#sandbox=coffee', /damaged/],
    [
      'that unpacks to very much',
      `#sandbox=coffee&code=${packed({ version: 1, seed: 1, files: { 'coffee.ts': 'a'.repeat(2_000_000) } })}`,
      /unpacks to more than 200000 bytes/,
    ],
    [
      'to an example that is gone',
      '#sandbox=tea&code=AAAA',
      /does not have the example that the link is for/,
    ],
    [
      'with a file that is not there',
      `#sandbox=coffee&code=${packed({ version: 1, seed: 1, files: { '__proto__.ts': '' } })}`,
      /a file that can’t be changed here/,
    ],
  ])('%s says what is wrong, and leaves the example as it is', async ([, fragment, said], { visit }) => {
    const page = await visit(`/${fragment}`);
    const sandbox = new SandboxOnPage(page);
    await sandbox.saying(/could not be opened/);
    expect(await sandbox.root.locator('.notice').innerText()).toMatch(said);
    expect(await sandbox.editor.count()).toBe(0);
    await sandbox.run();
    expect(await sandbox.status.innerText()).toMatch(/passed/);
  });

  test('says who wrote its code where it is downloaded, and before a WebContainer runs it', async ({
    visit,
  }) => {
    const page = await visit(link({ 'coffee.ts': THEIRS }));
    const sandbox = new SandboxOnPage(page);
    await sandbox.saying(/It has not run/);
    await sandbox.more();
    const saving = page.waitForEvent('download');
    await sandbox.button('Download').click();
    await saving;
    await sandbox.saying(/Somebody else wrote its code: read it before you run it/);

    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.message());
      void dialog.dismiss();
    });
    // Nothing is fetched from elsewhere before the reader says so.
    await page.route('https://**', (route) => route.abort());
    await sandbox.root.getByLabel('Engine').evaluate((field: HTMLSelectElement) => {
      field.value = 'webcontainer';
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await sandbox.saying(/Nothing has run: somebody else wrote this code/);
    expect(asked).toEqual([expect.stringContaining('Somebody else wrote this code')]);
  });

  test('with nothing changed in it says so', async ({ visit }) => {
    const sandbox = new SandboxOnPage(await visit(link({}, 7)));
    await sandbox.saying('The link has the original, with seed 7. It has not run.');
    expect(await sandbox.root.locator('.notice').count()).toBe(0);
  });

  test('with markup in it stays text', async ({ visit }) => {
    const evil = `</script><img src=x onerror="throw Error('ran')">`;
    const sandbox = new SandboxOnPage(await visit(link({ 'coffee.ts': `// ${evil}` })));
    await sandbox.saying(/It has not run/);
    expect(await sandbox.editor.innerText()).toBe(`// ${evil}`);
    expect(await sandbox.root.locator('img').count()).toBe(0);
  });
});
