import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageParts } from '../../scripts/package/parts.ts';
import { Chunks, touched } from './chunks.ts';
import type { Files } from './engine.ts';
import { projectFiles } from './project.ts';
import { libraryOf } from './table.ts';

const folder = mkdtempSync(join(tmpdir(), 'project-'));
let chunks: Chunks;
/** The package without any service. */
let library: Files;

beforeAll(async () => {
  const { texts, ...parts } = await packageParts();
  const names = Object.keys(texts).map((name) => [name, { url: name, size: 0 }]);
  const index = { ...parts, chunks: Object.fromEntries(names) };
  chunks = new Chunks(index, (name) => Promise.resolve(JSON.stringify(texts[name])));
  library = await libraryOf(chunks, []);
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true }));

let projects = 0;

function project(files: Files, entry = 'example.ts', seed = 1, own = library) {
  const written = projectFiles({ title: 'Who’s first? A test', entry, files, seed, library: own });
  const cwd = join(folder, String(++projects));
  for (const [path, text] of Object.entries(written)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
  const run = (command: string, ...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
    return { status, stdout, stderr };
  };
  return { written, run, manifest: JSON.parse(written['package.json']!) as Record<string, unknown> };
}

const IMPORT = `import { check, Cloud } from 'desired-capacity';\n`;

describe('a project', () => {
  test('of a stranger’s code says so first of all, and runs', () => {
    const files = { 'example.ts': `${IMPORT}check('one', true);` };
    const written = projectFiles({ title: 'A', entry: 'example.ts', files, seed: 1, library, strange: true });
    const warning = /^(\/\/ |\*\*)Somebody else wrote this code: it came with a link/;
    for (const file of ['README.md', 'main.ts', 'example.ts']) expect(written[file]).toMatch(warning);
    expect(written['README.md']).not.toContain('An example of Desired Capacity');
    expect(projectFiles({ title: 'A', entry: 'example.ts', files, seed: 1, library })['example.ts']).toBe(
      files['example.ts'],
    );
  });

  test('starts as its package.json says, the seed set', () => {
    const code = `${IMPORT}const seed: number = 0;\nconsole.log(new Cloud().random('a').next() + seed);`;
    const shown = [1, 2, 1].map((seed) => {
      const { run, manifest } = project({ 'example.ts': code }, 'example.ts', seed);
      expect(manifest['scripts']).toEqual({ start: 'node main.ts', test: 'node test.js' });
      const { status, stdout } = run(process.execPath, 'main.ts');
      expect(status).toBe(0);
      return stdout;
    });
    expect(shown[0]).toBe(shown[2]);
    expect(shown[0]).not.toBe(shown[1]);
  });

  test('passes where all checks hold, and shows nothing but them', () => {
    const { run } = project({ 'example.ts': `${IMPORT}console.log('noise');\ncheck('one', true);` });
    expect(run(process.execPath, 'test.js')).toMatchObject({
      status: 0,
      stdout: '✓ one\n\n1 passed, 0 failed\n',
    });
  });

  test('fails where one does not, and says what and where', () => {
    const { run } = project({
      'example.ts': `${IMPORT}check('one', true);\ncheck('two', 1 > 2, 'found 1');`,
    });
    const { status, stdout } = run(process.execPath, 'test.js');
    expect(status).toBe(1);
    expect(stdout).toMatch(/^✓ one\n✗ two: found 1 \(.*3\)\n\n1 passed, 1 failed\n$/);
  });

  test.each([
    ['there is no check', 'console.log(1);'],
    ['the example ends in an error', `${IMPORT}check('one', true);\nthrow new Error('late');`],
  ])('fails where %s', (_, code) => {
    const { run } = project({ 'example.ts': code });
    expect(run(process.execPath, 'test.js').status).toBe(1);
  });

  test('says which Node it needs where TypeScript does not run', () => {
    const { run } = project({ 'example.ts': `${IMPORT}check('one', true);` });
    expect(run(process.execPath, '--no-experimental-strip-types', 'test.js')).toEqual({
      status: 1,
      stdout: '',
      stderr: `This project needs Node 22.18 or later; this is ${process.version}.\n`,
    });
  });

  test('keeps the example’s own main.ts', () => {
    const { written, run, manifest } = project(
      {
        'main.ts': `import { name } from './lib/name.ts';\nconsole.log(name);`,
        'lib/name.ts': `export const name = 'mine';`,
      },
      'main.ts',
    );
    expect(manifest['scripts']).toMatchObject({ start: 'node main.ts' });
    expect(written['main.ts']).toContain('console.log(name)');
    expect(run(process.execPath, 'main.ts').stdout).toBe('mine\n');
  });

  test('of JavaScript has no tsconfig.json and starts main.js', () => {
    const { written, run, manifest } = project({ 'example.js': `console.log('plain');` }, 'example.js');
    expect(manifest['scripts']).toMatchObject({ start: 'node main.js' });
    expect(Object.keys(written)).not.toContain('tsconfig.json');
    expect(run(process.execPath, 'main.js').stdout).toBe('plain\n');
  });

  test('has a name that npm takes', () => {
    expect(project({ 'example.ts': '' }).manifest['name']).toBe('who-s-first-a-test');
  });

  describe('has of the library what the example touches', () => {
    const code = `${IMPORT}const cloud = new Cloud();\nconst queue = cloud.sqs.createQueue('orders');\ncheck('made', queue instanceof Queue);`;
    const example = { 'example.ts': `import { Queue } from 'desired-capacity/sqs';\n${code}` };

    test('and no more', async () => {
      const { services } = chunks.index;
      const own = await libraryOf(chunks, touched(example, services));
      const { run, written } = project(example, 'example.ts', 1, own);
      expect(run(process.execPath, 'test.js')).toMatchObject({ status: 0 });
      const folders = Object.keys(written).map((path) => /dist\/services\/(\w+)\//.exec(path)?.[1]);
      expect([...new Set(folders)].filter(Boolean)).toEqual(['sqs']);
      const { exports } = JSON.parse(own['package.json']!) as { exports: object };
      expect(Object.keys(exports)).toEqual(['.', './sqs', './package.json']);
      expect(own['dist/services/index.d.ts']).toContain('readonly sqs: typeof Sqs;');
      expect(library['dist/services/index.d.ts']).toContain('readonly sqs: any;');
    });

    test('and says so where it touches more', () => {
      const { run } = project({ 'example.ts': code.replace(/ instanceof Queue/, ' !== undefined') });
      const { status, stderr } = run(process.execPath, 'main.ts');
      expect(status).toBe(1);
      expect(stderr).toContain("NotLoaded: The service 'sqs' is not in this copy of the library");
    });
  });
});
