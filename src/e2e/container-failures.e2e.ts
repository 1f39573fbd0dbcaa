import { describe } from 'vitest';
import type { ContainerOnPage } from './container/page.ts';
import { test } from './container/test.ts';
import { expect, inject } from './site.ts';

/** Chooses the WebContainer, which fails as it says; then the Instant engine is one click away. */
async function failsWith(sandbox: ContainerOnPage, what: RegExp): Promise<void> {
  const built = await sandbox.result.innerHTML();
  await sandbox.engine.selectOption('Node in a WebContainer');
  await sandbox.says(what);
  await sandbox.whileRuns(() => sandbox.button('Run in the Instant engine').click());
  expect(await sandbox.status.innerText()).toMatch(/^Run finished/);
  expect(await sandbox.result.innerHTML()).toBe(built);
  expect(await sandbox.engine.inputValue()).toBe('instant');
  expect(await sandbox.button('Run in the Instant engine').isVisible()).toBe(false);
}

/** Makes the browser say something else of itself, from the next load on. */
async function pretend(sandbox: ContainerOnPage, properties: Record<string, unknown>): Promise<void> {
  await sandbox.page.addInitScript((properties) => {
    for (const [name, value] of Object.entries(properties)) Object.defineProperty(navigator, name, { value });
  }, properties);
  await sandbox.page.reload();
}

describe('a failure says what, and what to do:', () => {
  test('offline', async ({ open }) => {
    const sandbox = await open();
    await sandbox.choose();
    await sandbox.chooseInstant();
    await sandbox.run();
    await sandbox.page.context().setOffline(true);
    await failsWith(sandbox, /^You are offline[^]*Connect to the internet/);
  });

  test('offline before anything of it is there', async ({ open, standIn }) => {
    const sandbox = await open('/', { allow: /ERR_INTERNET_DISCONNECTED/ });
    await sandbox.run();
    await sandbox.page.context().setOffline(true);
    await failsWith(sandbox, /could not be fetched[^]*Check your connection/);
    expect(standIn.started).toBe(0);
  });

  test('offline while it starts', async ({ open, standIn }) => {
    standIn.silent = true;
    const sandbox = await open();
    await sandbox.engine.selectOption('Node in a WebContainer');
    await sandbox.says(/^Starting/);
    await sandbox.page.evaluate(() => dispatchEvent(new Event('offline')));
    await sandbox.says(/^You are offline/);
  });

  test('a page that is not isolated', async ({ open }) => {
    const sandbox = await open('/', { site: inject('site').plainUrl });
    await sandbox.page.addInitScript(() => {
      if (self === top)
        navigator.serviceWorker.register = () => Promise.reject(new DOMException('refused', 'SecurityError'));
    });
    await sandbox.page.reload();
    await failsWith(sandbox, /isolated[^]*Open the site in a window that is not private/);
  });

  test('a browser without service workers', async ({ open }) => {
    const sandbox = await open();
    await sandbox.page.addInitScript(() => {
      Reflect.deleteProperty(Navigator.prototype, 'serviceWorker');
    });
    await sandbox.page.reload();
    await failsWith(sandbox, /^This browser lacks[^]*Open the page in a recent/);
  });

  test.for([
    [
      'iPhone',
      {
        userAgent:
          'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile Safari',
      },
    ],
    [
      'iPad',
      {
        userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Safari',
        maxTouchPoints: 5,
      },
    ],
    [
      'Android',
      {
        userAgent:
          'Mozilla/5.0 (Linux; Android 16; K) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36',
      },
    ],
  ] as const)('a phone or tablet (%s)', async ([, properties], { open, standIn }) => {
    const sandbox = await open();
    await pretend(sandbox, properties);
    await failsWith(sandbox, /phone or tablet[^]*Open the page on a computer/);
    expect(standIn.started).toBe(0);
  });

  test('cookies that are blocked', async ({ open }) => {
    const sandbox = await open();
    await pretend(sandbox, { cookieEnabled: false });
    await failsWith(sandbox, /blocks cookies[^]*Allow them for stackblitz\.com/);
  });

  test('cookies of other sites that are blocked', async ({ open, standIn }) => {
    standIn.refusal =
      "Failed to read the 'localStorage' property from 'Window': Access is denied for this document.";
    const sandbox = await open('/', { allow: /status of 500/ });
    await failsWith(sandbox, /blocks cookies[^]*Allow them for stackblitz\.com/);
  });

  test('a start that takes too long', async ({ open, standIn }) => {
    standIn.silent = true;
    const sandbox = await open();
    await sandbox.page.clock.install();
    await sandbox.page.reload();
    await sandbox.engine.selectOption('Node in a WebContainer');
    await sandbox.says(/^Starting/);
    await sandbox.page.clock.fastForward(30_000);
    await sandbox.says(/did not start within 30 seconds[^]*Check that nothing blocks/);
    expect(await sandbox.button('Run in the Instant engine').isVisible()).toBe(true);
  });

  test('no memory to start', async ({ open, standIn }) => {
    standIn.refusal = 'WebAssembly.instantiate(): Out of memory: wasm memory';
    const sandbox = await open('/', { allow: /status of 500/ });
    await failsWith(sandbox, /out of memory[^]*close other tabs/);
    standIn.refusal = undefined;
    await sandbox.choose();
  });

  test('a run that takes all memory', async ({ open, poor }) => {
    const sandbox = await open('/', { from: poor });
    await sandbox.choose();
    await sandbox.type(`const all = [];\nfor (;;) all.push(new Array(1000).fill(all.length));`);
    await sandbox.page.keyboard.press('Control+Enter');
    await sandbox.says(/out of memory[^]*Make the run smaller/);
    await sandbox.typeAndRun(`console.log('small');`);
    expect(await sandbox.result.innerText()).toBe('small');
  });

  test('a crash that it reports, under way', async ({ open, standIn }) => {
    const sandbox = await open();
    await sandbox.choose();
    await sandbox.type(`console.log('begun');\nfor (;;);`);
    await sandbox.page.keyboard.press('Control+Enter');
    await sandbox.result.getByText('begun').waitFor();
    const frame = sandbox.page.frames().find((frame) => frame.url().includes('/headless'))!;
    await frame.evaluate(() => window.report('RuntimeError: unreachable'));
    await sandbox.says(/stopped working[^]*Load the page again/);
    await sandbox.typeAndRun(`console.log('anew');`);
    expect(await sandbox.result.innerText()).toBe('anew');
    expect(standIn.started).toBe(2);
  });

  test('a crash that nobody reports', async ({ open }) => {
    const sandbox = await open();
    await sandbox.choose();
    await sandbox.type(`console.log('begun');\nfor (;;);`);
    await sandbox.page.keyboard.press('Control+Enter');
    await sandbox.result.getByText('begun').waitFor();
    await sandbox.page.locator('iframe[src*=headless]').evaluate((frame) => frame.remove());
    await sandbox.says(/stopped working[^]*Load the page again/);
  });
});
