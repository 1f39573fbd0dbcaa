import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ROOT } from '../astro.ts';
import { transcriptOf } from './cache.ts';
import { type Example, readExample } from './example.ts';
import { loadLibrary } from './library.ts';
import { runExample } from './run.ts';

// Each run is a process, and the machine may be busy with others.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** A folder with a library of two services, of which one reaches the other by its getter. */
let root: string;

const RANDOM = 'src/sim/kernel/random.ts';
const QUEUE = 'src/sim/services/sqs/queue.ts';
const TABLE = `
import { Sns } from './sns/index.ts';
import { Sqs } from './sqs/index.ts';
export const services = { sns: Sns, sqs: Sqs };
`;
const SNS = `
/** A topic. */
export class Sns {
  static api = { operations: {} };
  region: { sqs: { createQueue(name: string): unknown } };
  constructor(region: Sns['region']) {
    this.region = region;
  }
  subscribe() {
    return this.region.sqs.createQueue('subscriber');
  }
}
`;

function write(path: string, text: string): string {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

function edit(path: string, change: (text: string) => string): void {
  write(path, change(readFileSync(join(ROOT, path), 'utf8')));
}

const load = () => loadLibrary(join(root, 'src/sim'));

const example = (source: string): Example =>
  readExample(write('one.ts', `import { Cloud } from 'desired-capacity';\n${source}`));

/** The text of what an example prints. */
async function printed(source: string): Promise<string> {
  const { transcript } = await runExample(example(source), await load());
  return transcript.entries.map((entry) => ('text' in entry ? entry.text : JSON.stringify(entry))).join('\n');
}

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'library-'));
  const skipped = /\.test\.ts$|services[\\/](?!index\.ts$|sqs)\w+/;
  for (const path of ['src/sim']) {
    cpSync(join(ROOT, path), join(root, path), { recursive: true, filter: (file) => !skipped.test(file) });
  }
  write('package.json', '{ "type": "module" }');
  write('src/sim/services/index.ts', TABLE);
  write('src/sim/services/sns/index.ts', SNS);
});

afterAll(() => rmSync(root, { recursive: true }));

test.each<[what: string, source: string, services: string[]]>([
  ['no service', 'console.log(new Cloud().now);', []],
  ['a service, by its getter', 'console.log(new Cloud().sqs.constructor.name);', ['sqs']],
  ['a service, by its operations', `await new Cloud().send('sqs', 'ListQueues');`, ['sqs']],
  ['a service, by its names', `import { sqsLimits } from 'desired-capacity/sqs';\nsqsLimits;`, ['sqs']],
  ['a service that reaches none', 'console.log(new Cloud().sns.constructor.name);', ['sns']],
  ['a service that reaches another', 'new Cloud().sns.subscribe();', ['sns', 'sqs']],
  ['a service without naming it', `const name = ['s', 'qs'].join('');\nnew Cloud().service(name);`, ['sqs']],
])('a run that touches %s loads nothing else', async (_, source, services) => {
  const run = await runExample(example(source), await load());
  expect(run.transcript.entries.at(-1)).toEqual({ type: 'end', reason: 'done' });
  expect(run.services).toEqual(services);
});

test('the class of a getter is the one that its module exports', async () => {
  const source = `import { Sqs } from 'desired-capacity/sqs';\nconsole.log(new Cloud().sqs instanceof Sqs);`;
  expect(await printed(source)).toContain('true');
});

test('an example finds the public names of the library, and no others', async () => {
  const core = await import('../../src/sim/core.ts');
  const { folder } = await loadLibrary();
  const index = (await import(/* @vite-ignore */ pathToFileURL(join(folder, 'index.js')).href)) as object;
  expect(Object.keys(index).sort()).toEqual(Object.keys(core).sort());
});

test('an import of a service that is not there names those that are', async () => {
  const source = `import { Snss } from 'desired-capacity/snss';\nconsole.log(Snss);`;
  expect(await printed(source)).toContain("There is no 'desired-capacity/snss'. The services: sns, sqs.");
});

test.each<[what: string, path: string, change: (text: string) => string, differ: string[]]>([
  ['a comment', RANDOM, (text) => `// A word.\n${text}\n/** One more. */\n`, []],
  ['a line break', RANDOM, (text) => text.replace('{\n', '{\n\n\n'), []],
  ['a type', RANDOM, (text) => `${text}\nexport type Word = string;\n`, []],
  ['the kernel', RANDOM, (text) => `${text}\nObject.freeze('a word');\n`, ['sns', 'sqs']],
  ['the report', 'src/sim/report/plot.ts', (text) => `${text}\nObject.freeze('a word');\n`, ['sns', 'sqs']],
  ['a service', QUEUE, (text) => `${text}\nObject.freeze('a word');\n`, ['sqs']],
  [
    'a service that comes to use more of the core',
    QUEUE,
    (text) => `import { winner } from '../../kernel/winner.ts';\n${text}\nwinner();\n`,
    ['sqs'],
  ],
])('a change in %s concerns only the runs that load it', async (_, path, change, differ) => {
  write('src/sim/kernel/winner.ts', `export const winner = () => Object.freeze('another word');\n`);
  edit('src/sim/core.ts', (text) => `${text}import './kernel/winner.ts';\n`);
  const before = await load();
  edit(path, change);
  const after = await load();
  edit(path, (text) => text);
  expect(after.folder).not.toBe(before.folder);
  const names = ['sns', 'sqs'].filter((name) => before.stateWith([name]) !== after.stateWith([name]));
  expect(names).toEqual(differ);
});

test('an example runs again when something that it loads changes, and only then', async () => {
  const runs = join(root, 'runs');
  const cache = join(root, 'cache');
  const one = example(
    `import { appendFileSync } from 'node:fs';\nappendFileSync('${runs}', 'run ');\nnew Cloud().sqs;`,
  );
  const count = async () => {
    await transcriptOf(one, await load(), cache);
    return readFileSync(runs, 'utf8').split(' ').length - 1;
  };
  expect(await count()).toBe(1);
  write('src/sim/services/sns/index.ts', `${SNS}\nObject.freeze('a word');\n`);
  expect(await count()).toBe(1);
  edit(QUEUE, (text) => `${text}\nObject.freeze('a word');\n`);
  expect(await count()).toBe(2);
  edit(RANDOM, (text) => `${text}\nObject.freeze('a word');\n`);
  expect(await count()).toBe(3);
});
