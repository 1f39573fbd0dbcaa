import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../astro.ts';
import { serviceNames } from './build.ts';
import { npm } from './npm.ts';
import { packPackage, type Tarball } from './pack.ts';

/* The library as others get it: packed, installed into an empty project outside the repository, and used there. */

const FIXTURE = join(import.meta.dirname, 'fixture');
const CORE = 150_000;
const EACH_SERVICE = 100_000;

let folder: string;
let tarball: Tarball;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'desired-capacity-'));
  tarball = await packPackage(folder);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** An empty project with the package in it; `links` are packages of this repository that it has besides. */
function project(name: string, links: string[] = []): string {
  const root = join(folder, name);
  mkdirSync(root);
  writeFileSync(join(root, 'package.json'), '{ "private": true, "type": "module" }\n');
  npm(['install', tarball.path, '--offline', '--cache', join(folder, 'cache')], root);
  for (const link of links) {
    const path = join(root, 'node_modules', link);
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', link), path, 'junction');
  }
  return root;
}

function node(cwd: string, ...args: string[]): string {
  return execFileSync(process.execPath, args, { cwd, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
}

const RESOLUTIONS = {
  NodeNext: { module: 'NodeNext' },
  Bundler: { module: 'ESNext', moduleResolution: 'Bundler' },
};

/** What TypeScript, as strict as can be, objects to in the files of a project. */
function objections(root: string, options: object, files: string[]): string {
  const compilerOptions = { noEmit: true, strict: true, skipLibCheck: false, target: 'ES2022', ...options };
  writeFileSync(join(root, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
  try {
    return node(root, join(ROOT, 'node_modules/typescript/bin/tsc'));
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

test('the tarball holds the library and nothing else', () => {
  const { files, size } = tarball;
  const others = files.filter((file) => !/^dist\/.+\.(js|cjs|d\.ts)$/.test(file));
  expect(others.sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
  expect(files.filter((file) => /test|sandbox|components|oracle/.test(file))).toEqual([]);
  expect(files).toContain('dist/index.d.ts');
  // Bytes, packed: code twice and types.
  const names = serviceNames();
  expect(size).toBeLessThan(CORE + names.length * EACH_SERVICE);
  expect(names.filter((name) => !files.includes(`dist/services/${name}/index.d.ts`))).toEqual([]);
});

describe('in an empty project', () => {
  let root: string;
  beforeAll(() => void (root = project('empty')));

  test('it brings nothing with it', () => {
    expect(globSync('*', { cwd: join(root, 'node_modules') })).toEqual(['desired-capacity']);
  });

  test('JavaScript runs', () => {
    cpSync(join(FIXTURE, 'plain.js'), join(root, 'plain.js'));
    expect(node(root, 'plain.js')).toBe('0 s: one coffee\n30 s: one coffee\n60 s: one coffee\n');
  });

  /** What `require` gives in a file that is no ES module. */
  const required = (code: string, ...args: string[]) => {
    writeFileSync(join(root, 'required.cjs'), code);
    return node(root, ...args, 'required.cjs');
  };
  const BOTH = `const { Cloud } = require('desired-capacity');
const { Queue } = require('desired-capacity/sqs');
console.log(new Cloud().sqs.createQueue('orders') instanceof Queue);`;

  test('require gives what import gives', () => {
    const same = `import('desired-capacity').then((other) => console.log(other.Cloud === Cloud));`;
    expect(required(`${BOTH}\n${same}`)).toBe('true\ntrue\n');
  });

  test('require works where nothing but require is known, as in Jest', () => {
    const output = required(
      `${BOTH}\nconsole.log(require.resolve('desired-capacity/sqs'));`,
      '--no-experimental-require-module',
    );
    expect(output).toMatch(/^true\n.*services[\\/]sqs[\\/]index\.cjs\n$/);
  });

  test('every service has a path of its own, to import and to require', () => {
    const paths = serviceNames().map((name) => `desired-capacity/${name}`);
    const code = `const all = ${JSON.stringify(paths)};
console.log(all.map((path) => require(path)).length);
Promise.all(all.map((path) => import(path))).then((found) => console.log(found.length));`;
    expect(required(code)).toBe(`${paths.length}\n${paths.length}\n`);
    expect(required(code, '--no-experimental-require-module')).toBe(`${paths.length}\n${paths.length}\n`);
  });

  test('a path that is no service is none of the package', () => {
    expect(
      required(`try { require('desired-capacity/sqs/queue'); } catch (error) { console.log(error.code); }`),
    ).toBe('ERR_PACKAGE_PATH_NOT_EXPORTED\n');
  });

  test('TypeScript runs', () => {
    cpSync(join(FIXTURE, 'typed.ts'), join(root, 'typed.ts'));
    const output = node(root, 'typed.ts');
    expect(output.match(/^\S/gm)).toEqual(['▦', '✓', '✓']);
  });

  test.for(Object.entries(RESOLUTIONS))(
    'its types hold, with no types but of the language: %s',
    ([, options]) => {
      cpSync(join(FIXTURE, 'typed.ts'), join(root, 'typed.ts'));
      const bare = { ...options, lib: ['ES2022'], types: [] };
      expect(objections(root, bare, ['typed.ts'])).toBe('');
    },
  );

  test('its types hold in a file that requires: NodeNext', () => {
    writeFileSync(
      join(root, 'required.cts'),
      `import { Cloud } from 'desired-capacity';
import { Queue } from 'desired-capacity/sqs';
const queue: Queue = new Cloud().sqs.createQueue('orders');
// @ts-expect-error: no number
const name: number = queue.name;
void name;
`,
    );
    const bare = { ...RESOLUTIONS.NodeNext, lib: ['ES2022'], types: [] };
    expect(objections(root, bare, ['required.cts'])).toBe('');
  });

  test('an example of every chapter shows there what it shows here', () => {
    const all = globSync('content/docs/**/*.ts', { cwd: ROOT })
      .filter((file) => !/\.(test|starter|solution|check)\.ts$/.test(file))
      .filter((file) => !/ from '(?!desired-capacity['/])/.test(readFileSync(join(ROOT, file), 'utf8')))
      .sort();
    // All of them run on the same chunks elsewhere.
    const examples = [...Map.groupBy(all, dirname).values()].map(([first]) => first!);
    expect(examples.length).toBeGreaterThan(150);
    for (const file of examples) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      cpSync(join(ROOT, file), join(root, file));
    }
    const imports = examples.map(
      (file) => `console.log('${file}'); await import('./${file.replaceAll('\\\\', '/')}');`,
    );
    // An example may ask the engine for chance and date: they are pinned, as in the sandboxes.
    const pin = pathToFileURL(join(ROOT, 'src/sandbox/worker/pin.ts')).href;
    const code = `const { pin } = await import('${pin}'); pin(() => 0.5, Date.UTC(2026, 0, 1)); ${imports.join('\n')}`;
    const run = (cwd: string) => node(cwd, '--input-type=module', '--eval', code);
    expect(run(root)).toBe(run(ROOT));
  });
});

describe('beside the AWS SDK', () => {
  const page = readFileSync(join(ROOT, 'content/docs/simulator/use-it-in-your-tests.mdx'), 'utf8');
  /** The code of a file that the chapter shows. */
  const fence = (name: string) =>
    new RegExp(`^\`\`\`ts title="${name}" wrap\\n(.*?)^\`\`\``, 'ms').exec(page)![1]!;
  let root: string;
  beforeAll(() => {
    root = project('sdk', ['@aws-sdk/client-sqs', '@types/node', 'sqs-consumer']);
    cpSync(join(FIXTURE, 'sdk.ts'), join(root, 'sdk.ts'));
  });

  test("the SDK's client works on it", () => {
    expect(node(root, 'sdk.ts').match(/^\S/gm)).toEqual(['✓', '✓', '✓']);
  });

  test('the chapter about it does not lie: its test finds the mistake, and the mend', () => {
    const run = (worker: string) => {
      writeFileSync(join(root, 'worker.ts'), worker);
      writeFileSync(join(root, 'worker.test.ts'), fence('worker.test.ts'));
      const args = ['--test', '--test-reporter=tap', 'worker.test.ts'];
      const { status, stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
      const failures = stdout.match(/^not ok .*seed/gm)?.length ?? 0;
      return { status, stdout, failures };
    };
    const wrong = run(fence('worker.ts'));
    expect(wrong.failures).toBe(20);
    expect(wrong.stdout).toContain('an order was brewed twice');
    const right = run(fence('worker.ts').replace('MaxNumberOfMessages: 10', 'MaxNumberOfMessages: 1'));
    expect(right).toMatchObject({ status: 0, failures: 0 });
    const options = { ...RESOLUTIONS.NodeNext, types: ['node'], allowImportingTsExtensions: true };
    expect(objections(root, { ...options, skipLibCheck: true }, ['worker.test.ts'])).toBe('');
  });

  test('nor about code with timers of its own', () => {
    writeFileSync(join(root, 'consumer.test.ts'), fence('consumer.test.ts'));
    const { status } = spawnSync(process.execPath, ['--test', 'consumer.test.ts'], { cwd: root });
    expect(status).toBe(0);
    const options = { ...RESOLUTIONS.NodeNext, types: ['node'], lib: ['ESNext'], skipLibCheck: true };
    expect(objections(root, options, ['consumer.test.ts'])).toBe('');
  });

  test.for(Object.entries(RESOLUTIONS))('its types hold: %s', ([, options]) => {
    expect(objections(root, { ...options, types: ['node'] }, ['sdk.ts'])).toBe('');
  });
});
