import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { build, createServer } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundle, bundles } from './bundle.ts';

let folder: string;
const file = (name: string) => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  // Two classes of one name, of which one must be renamed where both stand in one file.
  writeFileSync(file('a.ts'), `class Thing {}\nexport const a: object = new Thing();`);
  writeFileSync(
    file('index.ts'),
    `import { a } from './a.ts';\nclass Thing {}\nexport const things: object[] = [a, new Thing()];`,
  );
  writeFileSync(file('script.ts'), `import { a } from './a.ts';\nObject.assign(globalThis, { done: a });`);
  writeFileSync(
    file('page.ts'),
    `import script from './script.ts?bundle=script';\nimport index from './index.ts?bundle=module';\nimport text from './script.ts?bundle=script&inline';\nconsole.log(script, index, text);`,
  );
});

afterAll(() => rmSync(folder, { recursive: true }));

test('a module keeps its exports, and the names of its classes', async () => {
  const { text, inputs } = await bundle(file('index.ts'), 'module');
  expect(inputs.toSorted()).toEqual([file('a.ts'), file('index.ts')]);
  const address = `data:text/javascript,${encodeURIComponent(text)}`;
  const { things } = (await import(/* @vite-ignore */ address)) as { things: object[] };
  expect(things.map((thing) => thing.constructor.name)).toEqual(['Thing', 'Thing']);
});

test('a script runs as a classic one', async () => {
  const { text } = await bundle(file('script.ts'), 'script');
  const globals: { done?: object } = {};
  runInNewContext(text, globals);
  expect(globals.done).toBeTypeOf('object');
});

test('a build emits each as a file of its own, found under the base path', async () => {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    root: folder,
    base: '/some/base/',
    plugins: [bundles()],
    build: { write: false, rolldownOptions: { input: file('page.ts') } },
  });
  const { output } = Array.isArray(result)
    ? result[0]!
    : (result as Extract<typeof result, { output: unknown }>);
  const [page] = output;
  const assets = output.filter(({ type }) => type === 'asset').map(({ fileName }) => fileName);
  expect(assets).toHaveLength(2);
  for (const asset of assets) expect(page.code).toContain(asset.split('/').at(-1));
  expect(page.code).toContain('done');
});

test('in development a change in any file of a bundle is in what the page loads next', async () => {
  const server = await createServer({
    configFile: false,
    logLevel: 'silent',
    root: folder,
    cacheDir: file('.vite'),
    plugins: [bundles()],
    server: { middlewareMode: true, ws: false },
    appType: 'custom',
  });
  try {
    const load = async () => (await server.transformRequest('/index.ts?bundle=module'))?.code;
    await server.transformRequest('/page.ts');
    expect(await load()).toContain('new Blob');
    expect(await load()).not.toContain('changed');
    // Saved anew each time: the first change may come before the server watches.
    const saveAndLoad = () => {
      writeFileSync(file('a.ts'), `export const a: object = { changed: true };`);
      return load();
    };
    await expect.poll(saveAndLoad, { interval: 200 }).toContain('changed');
  } finally {
    await server.close();
  }
});
