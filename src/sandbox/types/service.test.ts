import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../../../scripts/astro.ts';
import { readExample } from '../../../scripts/examples/example.ts';
import { readTypes } from '../../../scripts/vite/types.ts';
import { touched } from '../chunks.ts';
import type { Files } from '../engine.ts';
import { KEPT } from '../worker/globals.ts';
import { TypeService } from './service.ts';

let service: TypeService;
let parts: Awaited<ReturnType<typeof readTypes>>;
beforeAll(async () => {
  parts = await readTypes();
  service = new TypeService(ts, parts.texts['core']!);
});

/** Adds the types of the services that files touch, as the worker does before each question. */
function meet(files: Files): void {
  const missing = touched(files, parts.services).filter((name) => !service.services.has(name));
  for (const name of missing) service.add([name], parts.texts[name]!);
}

/** The code with its cursor, `|`, taken out, and where that was. */
function at(code: string): [files: { 'a.ts': string }, file: string, at: number] {
  const files = { 'a.ts': code.replace('|', '') };
  meet(files);
  return [files, 'a.ts', code.indexOf('|')];
}

function problems(code: string) {
  meet({ 'a.ts': code });
  return service.problems({ 'a.ts': code }, 'a.ts');
}

test('a service is anything until its types are there, and its name is suggested all the same', () => {
  const bare = new TypeService(ts, parts.texts['core']!);
  const code = `import { Cloud } from 'desired-capacity';\nnew Cloud().sqs.createQueue(5, { visibilityTimeOut: 30 });`;
  expect(bare.problems({ 'a.ts': code }, 'a.ts')).toEqual([]);
  const suggested = bare.suggest({ 'a.ts': code }, 'a.ts', code.indexOf('.sqs') + 1)!;
  expect(suggested.items.map(({ name }) => name)).toEqual(
    expect.arrayContaining(Object.keys(parts.services)),
  );
  bare.add(['sqs'], parts.texts['sqs']!);
  expect(bare.problems({ 'a.ts': code }, 'a.ts')).not.toEqual([]);
});

test('the types of the core name no service', () => {
  const files = Object.keys(parts.texts['core']!).filter((path) => /\/services\/\w+\//.test(path));
  expect(files).toEqual([]);
});

describe('examples as they stand', () => {
  const examples = globSync('content/docs/**/*.ts', { cwd: ROOT, exclude: ['**/*.check.ts'] });

  // Those of a folder are looked at in one project: TypeScript begins anew with each.
  test.each([...Map.groupBy(examples, dirname)])('those in %s have no problem', (folder, paths) => {
    const own: Files = {};
    for (const path of paths) Object.assign(own, readExample(join(ROOT, path)).files);
    const files = withTypesBeside(join(ROOT, folder), own);
    meet(files);
    for (const file of Object.keys(own)) expect(service.problems(files, file), file).toEqual([]);
  });
});

/** With the modules of which only types are imported: no run needs them, and a page that shows one shows what it is for. */
function withTypesBeside(folder: string, files: Files): Files {
  const all = new Map(Object.entries(files));
  for (const source of all.values())
    for (const [, name] of source.matchAll(/^import type .* from '\.\/([\w.-]+\.ts)';$/gm))
      if (!all.has(name!) && existsSync(join(folder, name!)))
        all.set(name!, readFileSync(join(folder, name!), 'utf8'));
  return Object.fromEntries(all);
}

describe('problems', () => {
  test('are told where they are, of syntax and of types', () => {
    expect(problems("const a: number = 'x';")).toEqual([
      { from: 6, to: 7, message: "Type 'string' is not assignable to type 'number'." },
    ]);
    expect(problems('const = 1;')[0]).toMatchObject({ from: 6, to: 7 });
  });

  test('know our library', () => {
    const code = `import { Cloud } from 'desired-capacity';\nnew Cloud().sqs.createQueue('a', { visibilityTimeOut: 30 });`;
    const [problem, ...others] = problems(code);
    expect(others).toEqual([]);
    expect(code.slice(problem!.from, problem!.to)).toBe('visibilityTimeOut');
    expect(problem!.message).toContain("Did you mean to write 'visibilityTimeout'?");
  });

  test('are those of the repository: an index may lead to nothing', () => {
    expect(problems('const a: number = [1][0];')[0]!.message).toContain('undefined');
  });

  test('are found across files, gone when they are mended, and of no file that is not there any more', () => {
    const main = `import { a } from './b.ts';\nexport const c: string = a;`;
    expect(service.problems({ 'a.ts': main, 'b.ts': 'export const a = 1;' }, 'a.ts')).toHaveLength(1);
    expect(service.problems({ 'a.ts': main, 'b.ts': "export const a = '';" }, 'a.ts')).toEqual([]);
    expect(service.problems({ 'a.ts': main }, 'a.ts')[0]!.message).toContain("Cannot find module './b.ts'");
  });

  test('are none of an empty file', () => {
    expect(problems('')).toEqual([]);
  });

  test('speak of nothing that a reader can not change', () => {
    expect(problems('document.title;')[0]!.message).toBe("Cannot find name 'document'.");
  });
});

test('what the sandbox has, and nothing else, is declared', () => {
  const script = (name: string) => `export const it = ${name};`;
  const absent = ['SuppressedError', 'InternalError', 'DisposableStack', 'AsyncDisposableStack', 'Iterator', 'Float16Array']; // prettier-ignore
  for (const name of KEPT) {
    if (!absent.includes(name)) expect(problems(script(name)), name).toEqual([]);
  }
  for (const name of ['fetch', 'Worker', 'document', 'window', 'process', 'require', 'localStorage']) {
    expect(problems(script(name)), name).toHaveLength(1);
  }
});

describe('an explanation', () => {
  test('has the type, and what our comment says', () => {
    const found = service.explain(...at(`import { Cloud } from 'desired-capacity';\nnew Cloud().ru|n(1);`));
    expect(found!.code).toContain('Cloud.run(');
    expect(found!.text.length).toBeGreaterThan(20);
  });

  test('is none where nothing stands', () => {
    expect(service.explain(...at('const a = 1; |'))).toBeUndefined();
  });
});

describe('suggestions', () => {
  const names = (code: string) => service.suggest(...at(code))?.items.map(({ name }) => name) ?? [];

  test('are the options of a call, less those given', () => {
    const found = names(
      `import { Cloud } from 'desired-capacity';\nnew Cloud().sqs.createQueue('a', { delaySeconds: 1, | });`,
    );
    expect(found).toContain('visibilityTimeout');
    expect(found).not.toContain('delaySeconds');
  });

  test('replace the word that is begun', () => {
    const code = `import { Cloud } from 'desired-capacity';\nnew Cloud().sq|`;
    const found = service.suggest(...at(code))!;
    expect(code.slice(found.from, found.to)).toBe('sq');
    expect(found.items.map(({ name }) => name)).toContain('sqs');
  });

  test('have what could be imported, and import it', () => {
    const question = at(`import { Cloud } from 'desired-capacity';\nnew Cloud().run(minu|);`);
    const minutes = service.suggest(...question)!.items.find(({ name }) => name === 'minutes')!;
    expect(minutes.source).toBe('desired-capacity');
    const { changes, code, text } = service.details(...question, minutes)!;
    expect(code).toContain('minutes: (n: number) => number');
    expect(text).not.toBe('');
    const [files, file] = question;
    const [change, ...others] = changes;
    expect(others).toEqual([]);
    const changed = files[file as 'a.ts'].slice(0, change!.from) + change!.insert;
    expect(changed).toBe('import { Cloud, minutes');
  });
});

test('a signature shows which parameter one is at', () => {
  const found = service.signature(...at(`import { check } from 'desired-capacity';\ncheck('label', |);`));
  expect(found!.before).toBe('check(label: string, ');
  expect(found!.parameter).toBe('ok: boolean');
});
