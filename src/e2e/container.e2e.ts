import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { ContainerOnPage } from './container/page.ts';
import { serveStandIn, type StandIn } from './container/stand-in.ts';
import { expect, inject, NARROW, test, type VisitOptions } from './site.ts';

const CHAPTER = '/messaging/sqs/visibility-timeout/';
const IMPORT = `import { check, Cloud } from 'desired-capacity';\n`;

let standIn: StandIn;
/** Its Node does not strip types, and has little memory. */
let poor: StandIn;

beforeAll(async () => {
  const parent = new URL(inject('site').url).origin;
  standIn = await serveStandIn({ parent });
  const nodeOptions = '--no-experimental-strip-types --max-old-space-size=64';
  poor = await serveStandIn({ parent, nodeOptions });
});

afterAll(() => Promise.all([standIn.close(), poor.close()]));

beforeEach(() => standIn.reset());

type Visit = (path: string, options?: VisitOptions) => Promise<Page>;

/** A page whose WebContainers come from a stand-in. */
async function open(visit: Visit, path = '/', options: VisitOptions & { from?: StandIn } = {}) {
  const { origin } = options.from ?? standIn;
  const allow = new RegExp(`^${origin}|${options.allow?.source ?? '$.'}`);
  const page = await visit(path, { ...options, allow });
  const use = (origin: string) => Object.assign(globalThis, { WEBCONTAINER_API_IFRAME_URL: origin });
  await page.addInitScript(use, origin);
  await page.evaluate(use, origin);
  return new ContainerOnPage(page);
}

describe.each(inject('paths'))('%s', (path) => {
  test('an example, run in Node, shows what was built', async ({ visit }) => {
    const sandbox = await open(visit, path);
    if ((await sandbox.root.count()) === 0) return;
    const built = [await sandbox.status.innerText(), await sandbox.result.innerHTML()];
    await sandbox.choose();
    await sandbox.run();
    expect([await sandbox.status.innerText(), await sandbox.result.innerHTML()]).toEqual(built);
  });
});

describe('before the reader chooses it', () => {
  test('nothing of it is fetched', async ({ visit }) => {
    const sandbox = await open(visit);
    const { page } = sandbox;
    const fetched = () =>
      page
        .evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name))
        .then((names) => names.filter((name) => /(webcontainer|package|terminal|headless)\b/.test(name)));
    await sandbox.run();
    expect(await fetched()).toEqual([]);
    expect(await page.content()).not.toContain('xterm');
    await sandbox.choose();
    expect((await fetched()).map((name) => name.replace(/^.*\/(\w+)\b.*$/, '$1')).sort()).toEqual([
      'headless',
      'package',
      'webcontainer',
    ]);
  });

  test('a host that sends no headers gets no service worker', async ({ visit }) => {
    const { page } = await open(visit, '/', { site: inject('site').plainUrl });
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    const workers = () => navigator.serviceWorker.getRegistrations().then(({ length }) => length);
    expect(await page.evaluate(workers)).toBe(0);
  });

  test('its steps are told as it starts', async ({ visit }) => {
    const sandbox = await open(visit);
    const steps = await sandbox.status.evaluateHandle((status) => {
      const steps: string[] = [];
      new MutationObserver(() => steps.push(status.textContent)).observe(status, { childList: true });
      return steps;
    });
    await sandbox.choose();
    expect(await steps.jsonValue()).toEqual([
      'Isolating the page …',
      'Fetching the library …',
      'Starting a WebContainer from stackblitz.com …',
      'Asking for its Node …',
      expect.stringMatching(/^Node [\d.]+ is ready in a WebContainer\.$/),
    ]);
  });
});

describe('a run', () => {
  test('takes edits, a seed and a pinned world in without a new start', async ({ visit }) => {
    const sandbox = await open(visit);
    await sandbox.choose();
    const code = `console.log(new Cloud().random('a').next(), Math.random(), Date.now(), new Date().toISOString());`;
    const shown: string[] = [];
    await sandbox.typeAndRun(IMPORT + code);
    shown.push(await sandbox.result.innerText());
    await (await sandbox.seed()).fill('7');
    await sandbox.run();
    shown.push(await sandbox.result.innerText());
    await sandbox.chooseInstant();
    await sandbox.run();
    shown.push(await sandbox.result.innerText());
    expect(shown[1]).not.toBe(shown[0]);
    expect(shown[2]).toBe(shown[1]);
    expect(standIn.started).toBe(1);
  });

  test('shows checks, errors and where they are', async ({ visit }) => {
    const sandbox = await open(visit);
    await sandbox.choose();
    await sandbox.typeAndRun(
      `${IMPORT}check('yes', true);\n\ncheck('no', false, 'found');\nthrow new Error('late');\n`,
    );
    expect(await sandbox.status.innerText()).toMatch(/error at line 5/);
    expect(await sandbox.result.innerText()).toMatch(/no[^]*found[^]*line 4[^]*late/);
    await sandbox.typeAndRun('const a: number = 1;\n\nconst = 2;\n');
    expect(await sandbox.status.innerText()).toBe('Run ended in an error at line 3.');
  });

  test('is of Node: files, its output line by line, its exit code', async ({ visit }) => {
    const sandbox = await open(visit);
    await sandbox.choose();
    await sandbox.typeAndRun(
      `import { readFileSync } from 'node:fs';
console.log(JSON.parse(readFileSync('package.json', 'utf8')).scripts.start);
process.stdout.write('half a line, ');
process.stdout.write('the rest of it\\n');
process.exit(3);`,
    );
    expect(await sandbox.result.innerText()).toMatch(
      /^node main\.ts\s+half a line, the rest of it\s[^]*The process ended with exit code 3\.$/,
    );
  });

  test('can be stopped, and is gone then', async ({ visit }) => {
    const sandbox = await open(visit);
    await sandbox.choose();
    await sandbox.type(`console.log('begun');\nfor (;;);`);
    await sandbox.page.keyboard.press('Control+Enter');
    await sandbox.result.getByText('begun').waitFor();
    expect(await sandbox.status.innerText()).toMatch(/^Running in Node [\d.]+ …$/);
    await sandbox.whileRuns(() => sandbox.button('Stop').click());
    expect(await sandbox.status.innerText()).toBe('Run stopped.');
    await expect.poll(() => processes(standIn)).toBe(0);
    await sandbox.typeAndRun(`console.log('again');`);
    expect(await sandbox.result.innerText()).toBe('again');
  });

  test('ends at the deadline', async ({ visit }) => {
    const sandbox = await open(visit);
    await sandbox.choose();
    await sandbox.typeAndRun(`console.log('begun');\nfor (;;);`);
    expect(await sandbox.status.innerText()).toMatch(/at its time limit/);
    expect(await sandbox.result.innerText()).toContain('begun');
    await expect.poll(() => processes(standIn)).toBe(0);
  });

  test('ends when it shows too much', async ({ visit }) => {
    const sandbox = await open(visit);
    await sandbox.choose();
    await sandbox.typeAndRun(`for (;;) console.log('more');`);
    expect(await sandbox.status.innerText()).toMatch(/too much/);
    await expect.poll(() => processes(standIn)).toBe(0);
  });
});

function processes({ instances }: StandIn): number {
  return [...instances.values()].reduce((sum, { processes }) => sum + processes.size, 0);
}

describe('one WebContainer', () => {
  test('serves all sandboxes of a page, and goes when the last of them leaves it', async ({ visit }) => {
    const first = await open(visit, CHAPTER);
    const { page } = first;
    const second = new ContainerOnPage(page, page.locator('x-sandbox').nth(1));
    for (const sandbox of [first, second]) {
      const built = await sandbox.result.innerHTML();
      await sandbox.choose();
      await sandbox.run();
      expect(await sandbox.result.innerHTML()).toBe(built);
    }
    expect([standIn.started, standIn.instances.size]).toEqual([1, 1]);
    await first.chooseInstant();
    await second.run();
    expect(standIn.instances.size).toBe(1);
    await second.chooseInstant();
    await expect.poll(() => standIn.instances.size).toBe(0);
    await first.choose();
    await first.run();
    expect(standIn.started).toBe(2);
  });

  test('is torn down when the page is left, and starts anew on the way back', async ({ visit }) => {
    const sandbox = await open(visit);
    await sandbox.choose();
    await sandbox.openTerminal();
    // As of a page that the browser keeps for the way back.
    await sandbox.page.evaluate(() =>
      dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })),
    );
    await expect.poll(() => standIn.instances.size).toBe(0);
    await expect.poll(() => sandbox.terminal.count()).toBe(0);
    await sandbox.run();
    expect(await sandbox.status.innerText()).toMatch(/^Run finished/);
    expect(standIn.started).toBe(2);
    await sandbox.page.goto(new URL(CHAPTER, sandbox.page.url()).href);
    await expect.poll(() => standIn.instances.size).toBe(0);
  });

  test('whose Node does not strip types gets JavaScript', async ({ visit }) => {
    const sandbox = await open(visit, CHAPTER, { from: poor });
    const built = [await sandbox.status.innerText(), await sandbox.result.innerHTML()];
    await sandbox.choose();
    await sandbox.run();
    expect([await sandbox.status.innerText(), await sandbox.result.innerHTML()]).toEqual(built);
    await sandbox.typeAndRun(`${IMPORT}const no: boolean = false;\n\ncheck('no', no);`);
    expect(await sandbox.result.innerText()).toMatch(/line 4/);
  });
});

describe('the terminal', () => {
  test('runs the tests and the example, as the editor has it, and Escape leaves it', async ({ visit }) => {
    const sandbox = await open(visit);
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

  test('stops what runs on Ctrl+C, and closes on exit', async ({ visit }) => {
    const sandbox = await open(visit);
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

  test('closes when the sandbox goes to the Instant engine', async ({ visit }) => {
    const sandbox = await open(visit);
    await sandbox.choose();
    await sandbox.openTerminal();
    await sandbox.chooseInstant();
    expect(await sandbox.terminal.count()).toBe(0);
    expect(await sandbox.button('Terminal').isVisible()).toBe(false);
    await expect.poll(() => standIn.instances.size).toBe(0);
  });

  test.for([
    ['light', 1280],
    ['dark', NARROW],
  ] as const)('is accessible, and fits: %s, %i px', async ([theme, width], { visit }) => {
    const sandbox = await open(visit, '/', { theme, width });
    await sandbox.choose();
    await sandbox.openTerminal();
    await sandbox.command('npm test', /passed/);
    const { violations } = await new AxeBuilder({ page: sandbox.page }).include('x-sandbox').analyze();
    expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([]);
    const [content, window] = await sandbox.page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return [scrollWidth, clientWidth];
    });
    expect(content).toBeLessThanOrEqual(window);
  });
});

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
  test('offline', async ({ visit }) => {
    const sandbox = await open(visit);
    await sandbox.choose();
    await sandbox.chooseInstant();
    await sandbox.run();
    await sandbox.page.context().setOffline(true);
    await failsWith(sandbox, /^You are offline[^]*Connect to the internet/);
  });

  test('offline before anything of it is there', async ({ visit }) => {
    const sandbox = await open(visit, '/', { allow: /ERR_INTERNET_DISCONNECTED/ });
    await sandbox.run();
    await sandbox.page.context().setOffline(true);
    await failsWith(sandbox, /could not be fetched[^]*Check your connection/);
    expect(standIn.started).toBe(0);
  });

  test('offline while it starts', async ({ visit }) => {
    standIn.silent = true;
    const sandbox = await open(visit);
    await sandbox.engine.selectOption('Node in a WebContainer');
    await sandbox.says(/^Starting/);
    await sandbox.page.evaluate(() => dispatchEvent(new Event('offline')));
    await sandbox.says(/^You are offline/);
  });

  test('a page that is not isolated', async ({ visit }) => {
    const sandbox = await open(visit, '/', { site: inject('site').plainUrl });
    await sandbox.page.addInitScript(() => {
      if (self === top)
        navigator.serviceWorker.register = () => Promise.reject(new DOMException('refused', 'SecurityError'));
    });
    await sandbox.page.reload();
    await failsWith(sandbox, /isolated[^]*Open the site in a window that is not private/);
  });

  test('a browser without service workers', async ({ visit }) => {
    const sandbox = await open(visit);
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
  ] as const)('a phone or tablet (%s)', async ([, properties], { visit }) => {
    const sandbox = await open(visit);
    await pretend(sandbox, properties);
    await failsWith(sandbox, /phone or tablet[^]*Open the page on a computer/);
    expect(standIn.started).toBe(0);
  });

  test('cookies that are blocked', async ({ visit }) => {
    const sandbox = await open(visit);
    await pretend(sandbox, { cookieEnabled: false });
    await failsWith(sandbox, /blocks cookies[^]*Allow them for stackblitz\.com/);
  });

  test('cookies of other sites that are blocked', async ({ visit }) => {
    standIn.refusal =
      "Failed to read the 'localStorage' property from 'Window': Access is denied for this document.";
    const sandbox = await open(visit, '/', { allow: /status of 500/ });
    await failsWith(sandbox, /blocks cookies[^]*Allow them for stackblitz\.com/);
  });

  test('a start that takes too long', async ({ visit }) => {
    standIn.silent = true;
    const sandbox = await open(visit);
    await sandbox.page.clock.install();
    await sandbox.page.reload();
    await sandbox.engine.selectOption('Node in a WebContainer');
    await sandbox.says(/^Starting/);
    await sandbox.page.clock.fastForward(30_000);
    await sandbox.says(/did not start within 30 seconds[^]*Check that nothing blocks/);
    expect(await sandbox.button('Run in the Instant engine').isVisible()).toBe(true);
  });

  test('no memory to start', async ({ visit }) => {
    standIn.refusal = 'WebAssembly.instantiate(): Out of memory: wasm memory';
    const sandbox = await open(visit, '/', { allow: /status of 500/ });
    await failsWith(sandbox, /out of memory[^]*close other tabs/);
    standIn.refusal = undefined;
    await sandbox.choose();
  });

  test('a run that takes all memory', async ({ visit }) => {
    const sandbox = await open(visit, '/', { from: poor });
    await sandbox.choose();
    await sandbox.type(`const all = [];\nfor (;;) all.push(new Array(1000).fill(all.length));`);
    await sandbox.page.keyboard.press('Control+Enter');
    await sandbox.says(/out of memory[^]*Make the run smaller/);
    await sandbox.typeAndRun(`console.log('small');`);
    expect(await sandbox.result.innerText()).toBe('small');
  });

  test('a crash that it reports, under way', async ({ visit }) => {
    const sandbox = await open(visit);
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

  test('a crash that nobody reports', async ({ visit }) => {
    const sandbox = await open(visit);
    await sandbox.choose();
    await sandbox.type(`console.log('begun');\nfor (;;);`);
    await sandbox.page.keyboard.press('Control+Enter');
    await sandbox.result.getByText('begun').waitFor();
    await sandbox.page.locator('iframe[src*=headless]').evaluate((frame) => frame.remove());
    await sandbox.says(/stopped working[^]*Load the page again/);
  });
});

test('a host that sends no headers: the page is loaded again, and the WebContainer starts', async ({
  visit,
}) => {
  const plain = await serveStandIn({ parent: new URL(inject('site').plainUrl).origin });
  try {
    const sandbox = await open(visit, '/', { site: inject('site').plainUrl, from: plain });
    await sandbox.type(`console.log('kept');`);
    await sandbox.choose();
    await sandbox.run();
    expect(await sandbox.result.innerText()).toBe('kept');
    await sandbox.page.close();
  } finally {
    await plain.close();
  }
});

describe('the stand-in', () => {
  test('obeys its own frame alone', async () => {
    const { origin } = standIn;
    const order = (headers: Record<string, string>) =>
      fetch(`${origin}/build`, { method: 'POST', headers, body: '{}' }).then(({ status }) => status);
    expect(await order({})).toBe(403);
    expect(await order({ origin })).toBe(403);
    expect(await order({ origin: 'http://localhost', 'x-token': 'guess' })).toBe(403);
    const elsewhere = origin.replace('127.0.0.1', 'localhost');
    expect((await fetch(`${elsewhere}/headless`)).status).toBe(421);
    expect(standIn.started).toBe(0);
  });
});
