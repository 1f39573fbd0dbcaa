import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page, Request } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { launchChromium } from '../../scripts/chromium.ts';
import { codeParts } from '../../scripts/package/parts.ts';
import type { Served } from '../../scripts/serve.ts';
import { BOUNDS } from '../sandbox/engines/bounds.ts';
import type { Files, RunOptions } from '../sandbox/engine.ts';
import type { EndEntry, Entry } from '../sim/report/transcript.ts';
import { HOSTILE } from './hostile.ts';
import { serveInstantPage } from './instant-page/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'instant-'));
let served: Served;
let browser: Browser;
let page: Page;
/** What left the browser, but for the engine's own scripts: it fetches them again after it gave up a frame that no longer answered. */
const requests: string[] = [];
const scripts = new Set<string>();

beforeAll(async () => {
  served = await serveInstantPage(folder);
  browser = await launchChromium();
  page = await browser.newPage();
  page.setDefaultTimeout(inject('wait'));
  page.on('websocket', (socket) => requests.push(socket.url()));
  // What the Content Security Policy stops is announced as a request too, and never leaves.
  const left = (request: Request) => {
    const stopped = request.failure()?.errorText === 'csp';
    if (stopped || request.url().startsWith('blob:') || scripts.has(request.url())) return;
    requests.push(request.url());
  };
  page.on('requestfinished', left);
  page.on('requestfailed', left);
  await page.goto(served.url);
  await page.waitForFunction(() => 'engine' in window);
  await page.evaluate(() => window.engine.warm());
  for (const url of requests) if (url.includes('/assets/')) scripts.add(url);
});

afterAll(async () => {
  await browser?.close();
  await served?.close();
  rmSync(folder, { recursive: true });
});

/** Code that polls by timers, as people's libraries do. */
const TIMERS = `
  import { Cloud } from 'desired-capacity';
  const cloud = new Cloud();
  let ticks = 0;
  cloud.process(async () => {
    const timer = setInterval(() => ticks++, 1000);
    await cloud.sleep(600);
    clearInterval(timer);
    console.log(ticks, new Date().toISOString(), performance.now());
  });
  await cloud.run(600);
  const poll = () => { if (ticks++ < 610) setTimeout(poll, 1000); };
  cloud.simulation.schedule(1, poll);
  await cloud.run(3600);
  console.log(ticks);`;

interface Shown {
  entries: Entry[];
  /** What the engine threw, if it did. */
  failure?: { name: string; message: string; action?: string };
}

/** Runs files in the page's engine, to the end. */
function run(files: Files | string, options: Partial<RunOptions> = {}): Promise<Shown> {
  // Far more than any run needs that is not to end by it.
  const settings: RunOptions = { entry: 'main.ts', seed: 1, deadline: inject('wait') / 1000, ...options };
  return page.evaluate(
    async ([files, settings]) => {
      const entries: Entry[] = (window.shown = []);
      try {
        for await (const entry of window.engine.run(files, settings)) entries.push(entry);
        return { entries };
      } catch (error) {
        const { name, message, action } = error as Error & { action?: string };
        return { entries, failure: { name, message, action } };
      }
    },
    [typeof files === 'string' ? { 'main.ts': files } : files, settings] as const,
  );
}

function lines(entries: Entry[]): string[] {
  return entries.flatMap((entry) => (entry.type === 'console' ? [entry.text] : []));
}

function ending(entries: Entry[]): EndEntry['reason'] | undefined {
  const last = entries.at(-1);
  return last?.type === 'end' ? last.reason : undefined;
}

async function expectError(files: Files | string, expected: Partial<Entry>): Promise<void> {
  const { entries } = await run(files);
  expect(entries.at(-2)).toMatchObject({ type: 'error', ...expected });
  expect(ending(entries)).toBe('error');
}

describe('a run', () => {
  test('shows what the code shows, in order, and ends', async () => {
    const { entries } = await run(`
      import { Cloud, check, minutes, plot, seconds, table, timeline } from 'desired-capacity';
      interface Point { at: number }
      const cloud = new Cloud();
      const points: Point[] = [];
      cloud.process(function* () {
        while (true) { yield seconds(20); points.push({ at: cloud.now } satisfies Point); }
      });
      await cloud.run(minutes(1));
      console.log('points', points, points as unknown);
      console.warn('late');
      check('three points', points.length === 3);
      check('four points', points.length === 4, 'three');
      plot({ title: 't', description: 'd', x: { label: 'x', unit: 's' }, y: { label: 'y' },
        series: [{ name: 's', points: [[0, 1], [1, 2]] }], marks: [{ y: 2, label: 'm' }] });
      table('t', [{ a: 1, b: null }, { a: 2, b: 'x' }]);
      timeline({ title: 't', description: 'd', lanes: [{ name: 'l', spans: [{ start: 0, end: 1, label: 's' }], events: [{ at: 2, label: 'e' }] }] });
    `);
    expect(entries).toEqual([
      {
        type: 'console',
        level: 'log',
        text: 'points [{ at: 20 }, { at: 40 }, { at: 60 }] [{ at: 20 }, { at: 40 }, { at: 60 }]',
      },
      { type: 'console', level: 'warn', text: 'late' },
      { type: 'check', label: 'three points', ok: true },
      { type: 'check', label: 'four points', ok: false, detail: 'three', file: 'main.ts', line: 13 },
      {
        type: 'plot',
        title: 't',
        description: 'd',
        x: { label: 'x', unit: 's' },
        y: { label: 'y' },
        series: [
          {
            name: 's',
            style: 'line',
            points: [
              [0, 1],
              [1, 2],
            ],
          },
        ],
        marks: [{ y: 2, label: 'm' }],
      },
      {
        type: 'table',
        title: 't',
        columns: [
          { name: 'a', align: 'right' },
          { name: 'b', align: 'left' },
        ],
        rows: [
          [1, null],
          [2, 'x'],
        ],
      },
      {
        type: 'timeline',
        title: 't',
        description: 'd',
        lanes: [
          {
            name: 'l',
            spans: [{ start: 0, end: 1, label: 's', kind: 's' }],
            events: [{ at: 2, label: 'e', kind: 'e' }],
          },
        ],
      },
      { type: 'end', reason: 'done' },
    ]);
  });

  test('takes several files that import each other', async () => {
    const { entries } = await run({
      'main.ts': `import { twice } from './lib/twice.ts';\nimport { one } from './one.ts';\nconsole.log(twice(one), (await import('./one.ts')).one);`,
      'lib/twice.ts': `import { one } from '../one.ts';\nexport const twice = (n: number): number => n * (one + 1);`,
      'one.ts': `console.log('once');\nexport const one = 1;`,
    });
    expect(lines(entries)).toEqual(['once', '2 1']);
  });

  test('repeats with its seed, and differs with another', async () => {
    const code = `
      import { Cloud } from 'desired-capacity';
      console.log(Math.random(), Date.now(), new Date(), performance.now(), crypto.randomUUID());
      console.log(new Cloud().random('demand').next());`;
    const first = await run(code, { seed: 3 });
    expect(await run(code, { seed: 3 })).toEqual(first);
    const other = await run(code, { seed: 4 });
    expect(lines(other.entries)[0]).not.toBe(lines(first.entries)[0]);
    expect(lines(other.entries)[1]).not.toBe(lines(first.entries)[1]);
    expect(lines(first.entries)[0]).toContain('1767225600000 2026-01-01T00:00:00.000Z 0 ');
  });

  test('keeps Date whole but for the time', async () => {
    const { entries } = await run(`
      const now = new Date();
      console.log(now instanceof Date, now.constructor === Date, Date.name, typeof Date(), new Date(5).getTime(), Date.UTC(2026, 0));
      class Later extends Date {}
      console.log(new Later() instanceof Later, new Later().getTime() === Date.now());`);
    expect(lines(entries)).toEqual(['true true Date string 5 1767225600000', 'true true']);
  });

  test('sees no real time, zone or language', async () => {
    const { entries } = await run(`
      const date = new Date();
      console.log(new Event('x').timeStamp, new CustomEvent('y').timeStamp);
      console.log(new Intl.DateTimeFormat('en', { dateStyle: 'short', timeStyle: 'medium' }).format());
      console.log(Intl.DateTimeFormat().formatToParts().map((part) => part.value).join(''), Intl.DateTimeFormat().resolvedOptions().timeZone);
      console.log(String(date), date.getTimezoneOffset(), date.getHours(), new Date(2026, 0, 1).getTime() === date.getTime());
      console.log(date.toLocaleString(), (1234.5).toLocaleString(), 'i'.toLocaleUpperCase(), ['b', 'A'].sort((a, b) => a.localeCompare(b)).join());
      console.log(new Date('2026-07-01T12:00').toISOString(), Date.parse('2026-07-01') === Date.UTC(2026, 6, 1), new Date('Jan 2, 2026 03:04').toISOString());
      console.log(new Intl.NumberFormat('de').format(1234.5), new Intl.DateTimeFormat('en', { timeZone: 'Asia/Tokyo', timeStyle: 'short' }).format(0));
      console.log(date instanceof Date, new Intl.NumberFormat() instanceof Intl.NumberFormat);`);
    expect(lines(entries).map((line) => line.replaceAll('\u202f', ' '))).toEqual([
      '0 0',
      '1/1/26, 12:00:00 AM',
      '1/1/2026 UTC',
      'Thu Jan 01 2026 00:00:00 GMT+0000 (Coordinated Universal Time) 0 0 true',
      '1/1/2026, 12:00:00 AM 1,234.5 I A,b',
      '2026-07-01T12:00:00.000Z true 2026-01-02T03:04:00.000Z',
      '1.234,5 9:00 AM',
      'true true',
    ]);
  });

  test('waits for AbortSignal.timeout as for any timer', async () => {
    const { entries } = await run(`
      const signal = AbortSignal.timeout(30);
      signal.addEventListener('abort', () => console.log(signal.reason.name, signal.aborted));`);
    expect(lines(entries)).toEqual(['TimeoutError true']);
    expect(ending(entries)).toBe('done');
  });

  test('that breaks what it stands on has an error of its own', async () => {
    const { entries, failure } = await run(`
      console.log('first');
      Object.defineProperty(Promise.prototype, 'constructor', { get() { throw new Error('broken'); } });
      Object.defineProperty(Object.prototype, 'then', { configurable: true, get() { throw new Error('broken'); } });
      await null;`);
    expect(failure).toBeUndefined();
    expect(lines(entries)).toEqual(['first']);
    expect(['error', 'done']).toContain(ending(entries));
  });

  test('can not turn away what it shows', async () => {
    await expectError(`import { check, setSink } from 'desired-capacity';\nsetSink(() => {});`, {
      message: /setSink does not work in the sandbox/,
      line: 2,
    } as object);
  });

  test('goes on while a timer is due, and no longer', async () => {
    const { entries } = await run(`
      setTimeout(() => { console.log('late'); setImmediate(() => console.log('last')); }, 40);
      clearInterval(setInterval(() => {}, 1));
      clearImmediate(setImmediate(() => console.log('never')));
      console.log('now');`);
    expect(lines(entries)).toEqual(['now', 'late', 'last']);
    expect(ending(entries)).toBe('done');
  });

  test('goes on while a simulation runs that nobody awaits', async () => {
    const { entries } = await run(`
      import { Cloud, minutes } from 'desired-capacity';
      const cloud = new Cloud();
      cloud.process(async () => {
        for (let i = 0; i < 3; i++) { await cloud.sleep(5); console.log(cloud.now); }
      });
      void cloud.run(minutes(1));`);
    expect(lines(entries)).toEqual(['5', '10', '15']);
  });

  test('timers that are set while a cloud runs are the cloud’s, and dates go with it', async () => {
    const { entries } = await run(TIMERS);
    expect(lines(entries)).toEqual(['600 2026-01-01T00:10:00.000Z 600000', '611']);
  });

  test('leaves nothing to the next one', async () => {
    await run(`
      (globalThis as any).left = 1;
      Array.prototype.map = () => ['left'];
      import { Cloud } from 'desired-capacity';
      (Cloud as any).left = 1;`);
    const { entries } = await run(`
      import { Cloud } from 'desired-capacity';
      console.log((globalThis as any).left, [1].map((n) => n), (Cloud as any).left);`);
    expect(lines(entries)).toEqual(['undefined [1] undefined']);
  });

  test('refuses an entry that is not there', async () => {
    expect((await run('', { entry: 'other.ts' })).failure).toMatchObject({ name: 'RangeError' });
  });
});

describe('of the library', () => {
  /** A page whose engine has fetched nothing yet, what it runs, and the chunks that it fetches. */
  async function fresh() {
    const context = await browser.newContext();
    const own = await context.newPage();
    const fetched: string[] = [];
    own.on('request', (request) => {
      const [, chunk] = /code-(\w+)[^/]*\.json$/.exec(request.url()) ?? [];
      if (chunk) fetched.push(chunk);
    });
    await own.goto(served.url);
    await own.waitForFunction(() => 'engine' in window);
    const run = (code: string) =>
      own.evaluate(async (code) => {
        const shown: string[] = [];
        try {
          for await (const entry of window.engine.run(
            { 'main.ts': code },
            { entry: 'main.ts', seed: 1, deadline: 10 },
          ))
            shown.push('text' in entry ? entry.text : 'message' in entry ? entry.message : entry.type);
        } catch (error) {
          shown.push(`threw ${(error as Error).message}`);
        }
        return shown;
      }, code);
    return { own, run, fetched, [Symbol.asyncDispose]: () => context.close() };
  }

  const HIDDEN = `import { Cloud } from 'desired-capacity';
    const cloud = new Cloud();
    const name = ['s', 'q', 's'].join('');
    console.log('before', new Cloud().random('a').next() < 1, Math.random() < 1);
    await cloud.sleep(3);
    console.log('waited', cloud.now);`;

  test('a run loads the core and what its code touches', async () => {
    await using page = await fresh();
    expect(await page.run(`import { minutes } from 'desired-capacity';\nconsole.log(minutes(1));`)).toEqual([
      '60',
      'end',
    ]);
    expect(page.fetched).toEqual(['core']);
    const code = `import { Cloud } from 'desired-capacity';\nimport { Queue } from 'desired-capacity/sqs';
      console.log(new Cloud().sqs.createQueue('a') instanceof Queue);`;
    expect(await page.run(code)).toEqual(['true', 'end']);
    expect(await page.run(code)).toEqual(['true', 'end']);
    expect(page.fetched.filter((chunk) => chunk === 'sqs')).toEqual(['sqs']);
    expect(page.fetched).not.toContain('servicequotas');
  });

  test('code that comes to touch more gets it, and goes on', async () => {
    await using page = await fresh();
    const code = `${HIDDEN}
      console.log('made', cloud[name].createQueue('a').name);`;
    const shown = ['before true true', 'waited 3', 'made a', 'end'];
    expect(await page.run(code)).toEqual(shown);
    expect(page.fetched).toContain('sqs');
    expect(await page.run(code)).toEqual(shown);
  });

  test('code that catches all errors gets it too', async () => {
    await using page = await fresh();
    const code = `${HIDDEN}
      try { console.log('made', cloud[name].createQueue('a').name); } catch { console.log('caught'); }
      for (;;) if (cloud[name]) break;`;
    expect(await page.run(code)).toEqual(['before true true', 'waited 3', 'made a', 'end']);
  });

  test('every service there is can be touched', async () => {
    await using page = await fresh();
    const names = Object.keys((await codeParts()).services);
    const code = `import { Cloud } from 'desired-capacity';
      const cloud = new Cloud();
      for (const name of atob('${btoa(names.join(','))}').split(',')) console.log(typeof cloud[name], cloud[name] === cloud[name]);`;
    expect(await page.run(code)).toEqual([...names.map(() => 'object true'), 'end']);
  });

  test('what is no service is an error of the code', async () => {
    await using page = await fresh();
    const [message] = await page.run(
      `import { Cloud } from 'desired-capacity';\nvoid new Cloud().send('nothing', 'Act', {});`,
    );
    expect(message).toMatch(/^The cloud has no service 'nothing'; it knows .*sqs/);
  });

  test('a service that can not be fetched ends the run, and the next run gets it', async () => {
    await using page = await fresh();
    await page.own.route(/code-sqs/, (route) => route.abort());
    expect(await page.run(`${HIDDEN}\ncloud[name];`)).toEqual([
      'before true true',
      'waited 3',
      'threw The sandbox could not be fetched.',
    ]);
    await page.own.unrouteAll();
    expect(await page.run(`${HIDDEN}\nconsole.log(typeof cloud[name]);`)).toContain('object');
  });
});

describe('an error names the place in the reader’s file', () => {
  test('where it is thrown', async () => {
    const code = `const f = (a: number, b: string): void => { throw new TypeError(\`bad \${a}\`); };\n\nfunction g<T>(x: T): void {\n  f(1 as number, 'x');\n}\ng<number>(2);`;
    await expectError(code, { name: 'TypeError', message: 'bad 1', file: 'main.ts', line: 1, column: 51 });
  });

  test('in another file', async () => {
    const files = {
      'main.ts': `import { f } from './lib/f.ts';\nf();`,
      'lib/f.ts': `export function f(): void {\n  (null as any).x;\n}`,
    };
    await expectError(files, { name: 'TypeError', file: 'lib/f.ts', line: 2, column: 17 });
  });

  test('behind an import on the same line', async () => {
    await expectError(
      {
        'main.ts': `const { f } = await import('./f.ts'); f();`,
        'f.ts': `export const f = (): void => undefined!.x;`,
      },
      { file: 'f.ts', line: 1 },
    );
    await expectError(
      { 'main.ts': `const f = await import('./f.ts'); throw new Error('here');`, 'f.ts': 'export {};' },
      { message: 'here', file: 'main.ts', line: 1, column: 41 },
    );
  });

  test('that called into the library', async () => {
    const code = `import { Cloud } from 'desired-capacity';\nconst cloud = new Cloud();\n\ncloud.sqs.createQueue('q', { visibilityTimeout: -1 });`;
    await expectError(code, { file: 'main.ts', line: 4 });
  });

  test('in a process', async () => {
    const code = `import { Cloud } from 'desired-capacity';\nconst cloud = new Cloud();\ncloud.process(function* () {\n  yield 5;\n  throw new Error('inside');\n});\nawait cloud.run();`;
    await expectError(code, { message: 'inside', file: 'main.ts', line: 5, column: 9 });
  });

  test('in a promise that nobody handles', async () => {
    const code = `console.log('first');\nvoid Promise.reject(new Error('later'));`;
    await expectError(code, { message: 'later', file: 'main.ts', line: 2 });
    expect(lines((await run(code)).entries)).toEqual(['first']);
  });

  test('in a timer', async () => {
    await expectError(`setTimeout(() => {\n  throw new Error('later');\n});`, {
      message: 'later',
      file: 'main.ts',
      line: 2,
    });
  });

  test('of syntax that is no TypeScript', async () => {
    await expectError(`const a: number = 1;\n  const b: string = ;`, {
      name: 'SyntaxError',
      file: 'main.ts',
      line: 2,
      column: 21,
    });
    await expectError(`{ console.log(1);\n`, { name: 'SyntaxError', file: 'main.ts', line: 2 });
  });

  test('of syntax that only the engine refuses', async () => {
    await expectError(`const a: number = 1;\n  const a: string = 'x';`, {
      name: 'SyntaxError',
      message: "Identifier 'a' has already been declared",
      file: 'main.ts',
      line: 2,
      column: 9,
    });
  });

  test('of a module that is not there', async () => {
    await expectError(`const a = 1;\nimport { x } from 'lodash';`, {
      message:
        "There is no module 'lodash' here. The sandbox has 'desired-capacity', its services as in 'desired-capacity/sqs', and the example's own files.",
      file: 'main.ts',
      line: 2,
      column: 20,
    });
    await expectError(
      { 'main.ts': `import './helper';`, 'helper.ts': '' },
      { message: "There is no file './helper'. The others here: ./helper.ts.", line: 1 },
    );
    await expectError(`import 'constructor';`, { message: /There is no module 'constructor'/ } as object);
  });

  test('of an export that is not there', async () => {
    await expectError(
      `import { minutes } from 'desired-capacity';\nimport type { Nothing } from 'desired-capacity';\nimport { minutes as m, nope } from 'desired-capacity';`,
      {
        message: "The requested module 'desired-capacity' does not provide an export named 'nope'",
        file: 'main.ts',
        line: 3,
      },
    );
  });

  test('of files that import each other in a circle', async () => {
    const files = { 'main.ts': `import './a.ts';`, 'a.ts': `\nimport './main.ts';` };
    await expectError(files, { message: /in a circle/, file: 'a.ts', line: 2 } as object);
  });

  test('and what is thrown need not be an error', async () => {
    await expectError('throw 5;', { name: 'Uncaught', message: '5' });
    await expectError(`throw { code: 'ENOENT' };`, { name: 'Uncaught', message: '{"code":"ENOENT"}' });
  });
});

describe('a run that goes on too long', () => {
  test('ends at its deadline, and keeps what came before', async () => {
    const { entries } = await run(`console.log('one'); console.log('two'); while (true) {}`, {
      deadline: 1,
    });
    expect(lines(entries)).toEqual(['one', 'two']);
    expect(ending(entries)).toBe('deadline');
  });

  test('ends at its own deadline, before another that has more time', async () => {
    const order = await page.evaluate(async () => {
      const order: number[] = [];
      const last = async (deadline: number) => {
        const options = { entry: 'main.ts', seed: 1, deadline };
        const engine = window.newEngine();
        await engine.warm();
        for await (const entry of engine.run({ 'main.ts': 'while (true) {}' }, options))
          if (entry.type === 'end') order.push(deadline);
        engine.dispose();
      };
      await Promise.all([last(3), last(0.5)]);
      return order;
    });
    expect(order).toEqual([0.5, 3]);
  });

  test('ends when it is stopped', async () => {
    const stopped = await page.evaluate(async () => {
      const seen: string[] = [];
      const files = { 'main.ts': `console.log('going'); while (true) {}` };
      for await (const entry of window.engine.run(files, { entry: 'main.ts', seed: 1, deadline: 60 })) {
        seen.push(entry.type === 'end' ? entry.reason : entry.type);
        window.engine.stop();
      }
      window.engine.stop();
      return seen;
    });
    expect(stopped).toEqual(['console', 'stopped']);
    expect(ending((await run('')).entries)).toBe('done');
  });

  test('ends when the next one begins', async () => {
    const seen = await page.evaluate(async () => {
      const read = async (stream: AsyncIterable<Entry>) => {
        const seen: string[] = [];
        for await (const entry of stream)
          seen.push(entry.type === 'console' ? entry.text : entry.type === 'end' ? entry.reason : entry.type);
        return seen;
      };
      const options = { entry: 'main.ts', seed: 1, deadline: 60 };
      const first = read(window.engine.run({ 'main.ts': 'while (true) {}' }, options));
      const second = read(window.engine.run({ 'main.ts': `console.log('second')` }, options));
      return [await first, await second];
    });
    expect(seen).toEqual([['stopped'], ['second', 'done']]);
  });

  test('ends when whoever reads it leaves', async () => {
    await page.evaluate(async () => {
      const stream = window.engine.run(
        { 'main.ts': `console.log(1); while (true) {}` },
        { entry: 'main.ts', seed: 1, deadline: 60 },
      );
      for await (const _ of stream) break;
    });
    expect(ending((await run('')).entries)).toBe('done');
  });
});

describe('a run that shows too much keeps what came before', () => {
  test('as entries', async () => {
    const { entries } = await run(`for (let i = 0; i < 20_000; i++) console.log(i);`);
    expect(entries.length).toBe(BOUNDS.entries + 1);
    expect(lines(entries).at(-1)).toBe(String(BOUNDS.entries - 1));
    expect(ending(entries)).toBe('limit');
  });

  test('as one text', async () => {
    const { entries } = await run(
      `console.log('before'); console.log('x'.repeat(1_000_000)); console.log('after');`,
    );
    expect(lines(entries).map((line) => line.length)).toEqual([6, BOUNDS.text]);
    expect(ending(entries)).toBe('limit');
  });

  test('as bytes', async () => {
    const { entries } = await run(`for (let i = 0; i < 1000; i++) console.log('x'.repeat(90_000));`);
    expect(entries.length).toBeGreaterThan(80);
    expect(entries.length).toBeLessThan(100);
    expect(ending(entries)).toBe('limit');
  });
});

describe('when the sandbox itself fails', () => {
  test('a frame that is gone ends the run with an error and an action, and the next run works', async () => {
    const failing = run(`console.log('before'); while (true) {}`, { deadline: 60 });
    await page.waitForFunction(() => window.shown?.length);
    await page.evaluate(() => document.querySelector('iframe')!.remove());
    const { entries, failure } = await failing;
    expect(lines(entries)).toEqual(['before']);
    if (failure)
      expect(failure).toMatchObject({
        name: 'EngineError',
        action: expect.stringContaining('Run') as string,
      });
    else expect(ending(entries)).toBe('deadline');
    expect(lines((await run(`console.log('alive')`)).entries)).toEqual(['alive']);
  });

  test.each([
    ['entries that are none', { type: 'entries', entries: 5 }],
    [
      'an entry of no known shape',
      { type: 'entries', entries: [{ type: 'console', level: 'log', text: {} }] },
    ],
    ['an end among the entries', { type: 'entries', entries: [{ type: 'end', reason: 'done' }] }],
    ['an end for no known reason', { type: 'end', reason: '<script>' }],
  ])('a frame that forges %s is given up', async (_, forged) => {
    const frame = page.frames().find((frame) => frame.parentFrame())!;
    await frame.evaluate((forged) => {
      const post = MessagePort.prototype.postMessage;
      MessagePort.prototype.postMessage = function (message: { run?: number; type: string }) {
        post.call(this, null);
        post.call(this, message.type === 'entries' ? { run: message.run, ...forged } : message);
      };
    }, forged);
    const { entries, failure } = await run(`console.log('true'); setInterval(() => {});`);
    expect(entries).toEqual([]);
    expect(failure?.message).toBe('The sandbox sent something that is no result.');
    expect(lines((await run(`console.log('alive')`)).entries)).toEqual(['alive']);
  });

  test('what can’t be fetched is said, and tried again', async () => {
    await page.route('**/*', (route) => route.abort());
    const cause = await page.evaluate(async () => {
      const other = window.newEngine();
      await other.warm();
      const attempt = async () => {
        try {
          const seen: string[] = [];
          for await (const entry of other.run({ 'main.ts': '' }, { entry: 'main.ts', seed: 1, deadline: 5 }))
            seen.push(entry.type);
          return seen.join();
        } catch (error) {
          return `${(error as Error).name}: ${(error as Error).message}`;
        }
      };
      (window as unknown as { attempt: () => Promise<string> }).attempt = attempt;
      return attempt();
    });
    expect(cause).toBe('EngineError: The sandbox could not be fetched.');
    await page.unroute('**/*');
    expect(
      await page.evaluate(() => (window as unknown as { attempt: () => Promise<string> }).attempt()),
    ).toBe('end');
  });

  test('a disposed engine ends its run and takes its frame away', async () => {
    const [before, seen, after] = await page.evaluate(async () => {
      const other = window.newEngine();
      await other.warm();
      const stream = other.run({ 'main.ts': 'while (true) {}' }, { entry: 'main.ts', seed: 1, deadline: 60 });
      const before = document.querySelectorAll('iframe').length;
      other.dispose();
      const seen: string[] = [];
      for await (const entry of stream) seen.push(entry.type === 'end' ? entry.reason : entry.type);
      return [before, seen, document.querySelectorAll('iframe').length] as const;
    });
    expect(seen).toEqual(['stopped']);
    expect(after).toBe(before - 1);
  });
});

describe('contained', () => {
  let known: string;
  const state = () =>
    page.evaluate(() =>
      JSON.stringify([
        document.title,
        location.href,
        { ...localStorage },
        document.cookie,
        document.querySelectorAll(':not(iframe)').length,
        history.length,
      ]),
    );

  beforeEach(async () => {
    known = await state();
    requests.length = 0;
  });

  test.each(HOSTILE)('$name', async ({ code, ends }) => {
    // Little time where that is how it ends.
    const { entries, failure } = await run(code, ends.includes('deadline') ? { deadline: 0.5 } : {});
    expect(failure).toBeUndefined();
    expect(ends).toContain(ending(entries));
    expect(lines(entries).filter((line) => line.startsWith('ESCAPED'))).toEqual([]);
    expect(entries.filter(({ type }) => type === 'end')).toHaveLength(1);
    expect(requests).toEqual([]);
    expect(await state()).toBe(known);
    expect(lines((await run(`console.log('alive')`)).entries)).toEqual(['alive']);
  });
});
