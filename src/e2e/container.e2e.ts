import { describe } from 'vitest';
import { ContainerOnPage } from './container/page.ts';
import { serveStandIn } from './container/stand-in.ts';
import { processes, test } from './container/test.ts';
import { expect, inject } from './site.ts';

const CHAPTER = '/messaging/sqs/visibility-timeout/';
const IMPORT = `import { check, Cloud } from 'desired-capacity';\n`;

describe('before the reader chooses it', () => {
  test('nothing of it is fetched', async ({ open }) => {
    const sandbox = await open();
    const { page } = sandbox;
    const fetched = () =>
      page
        .evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name))
        .then((names) => names.filter((name) => /(webcontainer|package|terminal|headless)\b/.test(name)));
    await sandbox.run();
    expect(await fetched()).toEqual([]);
    expect(await page.content()).not.toContain('xterm');
    await sandbox.choose();
    const names = (await fetched()).map((name) => name.replace(/^.*\/(headless|package-\w+|\w+)\b.*$/, '$1'));
    expect(names.sort()).toEqual(['headless', 'package-core', 'webcontainer']);
  });

  test('a host that sends no headers gets no service worker', async ({ open }) => {
    const { page } = await open('/', { site: inject('site').plainUrl });
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    const workers = () => navigator.serviceWorker.getRegistrations().then(({ length }) => length);
    expect(await page.evaluate(workers)).toBe(0);
  });

  test('its steps are told as it starts', async ({ open }) => {
    const sandbox = await open();
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

test('an example of each kind, run in Node, shows what was built', async ({ open, standIn }) => {
  const home = await open();
  for (const { path, index } of inject('kindsOfExamples')) {
    const sandbox = await home.bring(path, index);
    const built = [await sandbox.status.innerText(), await sandbox.result.innerHTML()];
    await sandbox.choose();
    await sandbox.run();
    expect([await sandbox.status.innerText(), await sandbox.result.innerHTML()]).toEqual(built);
  }
  expect(standIn.started).toBe(1);
});

describe('a run', () => {
  test('takes edits, a seed and a pinned world in without a new start', async ({ open, standIn }) => {
    const sandbox = await open();
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

  test('that comes to touch a service gets it, and goes on', async ({ open }) => {
    const sandbox = await open();
    await sandbox.choose();
    await sandbox.typeAndRun(`${IMPORT}const cloud = new Cloud();
console.log('before', Math.random());
const name = ['s', 'q', 's'].join('');
console.log('made', cloud[name as 'region' & 'sqs'].createQueue('a').name);`);
    expect(await sandbox.result.innerText()).toMatch(/^before 0\.\d+\s+made a$/);
    expect(await sandbox.status.innerText()).toMatch(/^Run finished/);
  });

  test('shows checks, errors and where they are', async ({ open }) => {
    const sandbox = await open();
    await sandbox.choose();
    await sandbox.typeAndRun(
      `${IMPORT}check('yes', true);\n\ncheck('no', false, 'found');\nthrow new Error('late');\n`,
    );
    expect(await sandbox.status.innerText()).toMatch(/error at line 5/);
    expect(await sandbox.result.innerText()).toMatch(/no[^]*found[^]*line 4[^]*late/);
    await sandbox.typeAndRun('const a: number = 1;\n\nconst = 2;\n');
    expect(await sandbox.status.innerText()).toBe('Run ended in an error at line 3.');
  });

  test('is of Node: files, its output line by line, its exit code', async ({ open }) => {
    const sandbox = await open();
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

  test('can be stopped, and is gone then', async ({ open, standIn }) => {
    const sandbox = await open();
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

  test('ends at the deadline', async ({ open, standIn }) => {
    const sandbox = await open();
    await sandbox.page.clock.install();
    await sandbox.choose();
    await sandbox.type(`console.log('begun');\nfor (;;);`);
    await sandbox.page.keyboard.press('Control+Enter');
    await sandbox.result.getByText('begun').waitFor();
    await sandbox.page.clock.fastForward('00:10');
    await sandbox.saying(/at its time limit/);
    expect(await sandbox.result.innerText()).toContain('begun');
    await expect.poll(() => processes(standIn)).toBe(0);
  });

  test('ends when it shows too much', async ({ open, standIn }) => {
    const sandbox = await open();
    await sandbox.choose();
    await sandbox.typeAndRun(`for (;;) console.log('more');`);
    expect(await sandbox.status.innerText()).toMatch(/too much/);
    await expect.poll(() => processes(standIn)).toBe(0);
  });
});

describe('one WebContainer', () => {
  test('serves all sandboxes of a page, and goes when the last of them leaves it', async ({
    open,
    standIn,
  }) => {
    const first = await open(CHAPTER);
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

  test('is torn down when the page is left, and starts anew on the way back', async ({ open, standIn }) => {
    const sandbox = await open();
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

  test('whose Node does not strip types gets JavaScript', async ({ open, poor }) => {
    const sandbox = await open(CHAPTER, { from: poor });
    const built = [await sandbox.status.innerText(), await sandbox.result.innerHTML()];
    await sandbox.choose();
    await sandbox.run();
    expect([await sandbox.status.innerText(), await sandbox.result.innerHTML()]).toEqual(built);
    await sandbox.typeAndRun(`${IMPORT}const no: boolean = false;\n\ncheck('no', no);`);
    expect(await sandbox.result.innerText()).toMatch(/line 4/);
  });
});

test('a host that sends no headers: the page is loaded again, and the WebContainer starts', async ({
  open,
}) => {
  const plain = await serveStandIn({ parent: new URL(inject('site').plainUrl).origin });
  try {
    const sandbox = await open('/', { site: inject('site').plainUrl, from: plain });
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
  test('obeys its own frame alone', async ({ standIn }) => {
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
