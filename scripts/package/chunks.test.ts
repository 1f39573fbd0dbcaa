import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import * as core from '../../src/sim/core.ts';
import * as library from '../../src/sim/index.ts';
import { addDummies, dummyNames } from '../bench/dummy-services.ts';
import { libraryChunks, SOURCE, type Chunks } from './chunks.ts';
import { weighChunks } from './weight.ts';

const folder = mkdtempSync(join(tmpdir(), 'chunks-'));
afterAll(() => rmSync(folder, { recursive: true }));
let folders = 0;

/** Modules where they can be imported. */
function written({ modules }: Chunks): (path: string) => Promise<Record<string, unknown>> {
  const to = join(folder, String(++folders));
  for (const [path, text] of Object.entries(modules)) {
    mkdirSync(dirname(join(to, path)), { recursive: true });
    writeFileSync(join(to, path), text);
  }
  writeFileSync(join(to, 'package.json'), '{ "type": "module" }');
  return (path) => import(/* @vite-ignore */ pathToFileURL(join(to, path)).href);
}

test('a browser gets every public name once: from the core, or from a part', async () => {
  const chunks = await libraryChunks('browser');
  const load = written(chunks);
  const found = Object.keys(await load('index.js'));
  for (const [part, { names }] of Object.entries(chunks.names)) {
    const exported = Object.keys(await load(`parts/${part}.names.js`));
    expect(exported.sort(), part).toEqual(names);
    found.push(...exported);
  }
  expect(found.sort()).toEqual(Object.keys(core).sort());
});

test('the package has the public names and no other, of the library and of each service', async () => {
  const chunks = await libraryChunks('esm');
  const load = written(chunks);
  expect(Object.keys(await load('index.js')).sort()).toEqual(Object.keys(library).sort());
  for (const name of Object.keys(chunks.services)) {
    const path = join(SOURCE, 'services', name, 'index.ts');
    const names = Object.keys((await import(/* @vite-ignore */ path)) as object);
    expect(Object.keys(await load(`services/${name}/index.js`)).sort(), name).toEqual(names.sort());
  }
  const { Queue, Sqs } = await load('services/sqs/index.js');
  const { Cloud } = (await load('index.js')) as unknown as typeof library;
  const { sqs } = new Cloud();
  expect(sqs).toBeInstanceOf(Sqs);
  expect(sqs.createQueue('orders')).toBeInstanceOf(Queue);
});

test('names that a reader may see are those of the source', async () => {
  const load = written(await libraryChunks('browser'));
  const built = (await load('index.js')) as Record<string, { name: string }>;
  for (const name of ['Cloud', 'Reply', 'NotLoaded', 'minutes', 'check'])
    expect(built[name]!.name).toBe(name);
});

describe('with many services', async () => {
  const source = addDummies(join(folder, 'many'), 12);
  const chunks = await libraryChunks('browser', source);
  const today = await libraryChunks('browser');

  test('the core weighs what it weighs today, and names none of them', async () => {
    const weight = async (from: string) =>
      (await weighChunks(from)).find(({ chunk }) => chunk === 'core')!.bytes;
    expect(Math.abs((await weight(source)) - (await weight(SOURCE)))).toBeLessThan(100);
    for (const path of chunks.core) expect(chunks.modules[path]).not.toMatch(/dummy|['"`]sqs['"`]/);
    expect(chunks.core).toEqual(today.core);
  });

  test('a service is of its own modules and shared parts', () => {
    for (const name of dummyNames(12)) {
      const { class: Class, modules } = chunks.services[name]!;
      expect(Class).toBe('Sqs');
      expect(modules.at(-1)).toBe(`services/${name}/index.js`);
      expect(modules.slice(0, -1).filter((path) => !path.startsWith('parts/'))).toEqual([]);
    }
    const sizes = dummyNames(12).map((name) => gzipSync(chunks.modules[`services/${name}/index.js`]!).length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThan(300);
  });

  test('what a service says that it needs is in the index', async () => {
    edit(source, 'dummy1/sqs.ts', (text) =>
      text.replace(/(export class Sqs\b[^{]*\{)/, "$1\n  static readonly needs = ['sqs'];\n"),
    );
    expect((await libraryChunks('browser', source)).services['dummy1']!.needs).toEqual(['sqs']);
  });

  test('a service that needs what is no service is refused', async () => {
    edit(source, 'dummy1/sqs.ts', (text) => text.replace("needs = ['sqs']", "needs = ['nothing']"));
    await expect(libraryChunks('browser', source)).rejects.toThrow("'dummy1' needs 'nothing'");
    edit(source, 'dummy1/sqs.ts', (text) => text.replace("needs = ['nothing']", 'needs = []'));
  });

  test("a service that imports another's code is refused", async () => {
    edit(source, 'dummy2/index.ts', (text) => `${text}export { Sqs as Other } from '../dummy3/index.ts';\n`);
    await expect(libraryChunks('browser', source)).rejects.toThrow(
      // Which of the two has the code is the bundler's choice.
      /The service 'dummy(2' imports services\/dummy3|3' imports services\/dummy2)/,
    );
  });
});

function edit(source: string, path: string, change: (text: string) => string): void {
  const file = join(source, 'services', path);
  const text = readFileSync(file, 'utf8');
  const changed = change(text);
  expect(changed).not.toBe(text);
  writeFileSync(file, changed);
}
