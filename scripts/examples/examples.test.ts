import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Transcript } from '../../src/sim/report/transcript.ts';
import { transcriptOf } from './cache.ts';
import { checkExamples, exampleFiles } from './check.ts';
import { readExample } from './example.ts';
import { type Library, loadLibrary } from './library.ts';
import type { Problem } from '../check/problem.ts';
import { problemsOf } from './problems.ts';
import { runExample, type RunOptions } from './run.ts';

// Each run is a process, and the machine may be busy with others.

const ROOT = join(import.meta.dirname, '../../.cache');
let folder: string;
let library: Library;

// Inside the repository, so that the examples find the library by its name.
beforeAll(async () => {
  library = await loadLibrary();
  mkdirSync(ROOT, { recursive: true });
  folder = mkdtempSync(join(ROOT, 'examples-test-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, source: string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, source);
  return path;
}

async function run(
  name: string,
  source: string,
  options?: RunOptions,
): Promise<Transcript & { problems: Problem[] }> {
  const example = readExample(write(name, source));
  const { transcript } = await runExample(example, library, options);
  return { ...transcript, problems: problemsOf(example, transcript) };
}

const IMPORT = `import { check, Cloud } from 'desired-capacity';\n`;

describe('a run', () => {
  test('gives all that the example showed, in order, to its end', async () => {
    const source = `${IMPORT}console.log('queue', { depth: 3 });\ncheck('it holds', true);\nsetTimeout(() => console.warn('late'), 5);`;
    const { version, seed, entries, problems } = await run('shows.ts', source);
    expect({ version, seed }).toEqual({ version: 1, seed: 1 });
    expect(entries).toEqual([
      { type: 'console', level: 'log', text: 'queue { depth: 3 }' },
      { type: 'check', label: 'it holds', ok: true },
      { type: 'console', level: 'warn', text: 'late' },
      { type: 'end', reason: 'done' },
    ]);
    expect(problems).toEqual([]);
  });

  test('repeats: seed, date and chance are pinned', async () => {
    const source = `${IMPORT}console.log(new Cloud().random('a').next(), Math.random(), new Date().toISOString());`;
    const [first, again, other] = await Promise.all([
      run('chance.ts', source),
      run('chance.ts', source),
      run('chance.ts', source, { seed: 2 }),
    ]);
    expect(again.entries).toEqual(first.entries);
    expect(other.entries).not.toEqual(first.entries);
    expect(JSON.stringify(first.entries)).toContain('2026-01-01T00:00:00.000Z');
  });

  test('timers that are set while a cloud runs are the cloud’s, and dates go with it', async () => {
    const { entries } = await run(
      'timers.ts',
      `${IMPORT}
const cloud = new Cloud();
let ticks = 0;
cloud.process(async () => {
  const timer = setInterval(() => ticks++, 1000);
  await cloud.sleep(600);
  clearInterval(timer);
  console.log(ticks, new Date().toISOString(), performance.now());
});
await cloud.run(3600);`,
    );
    expect(entries[0]).toMatchObject({ text: '600 2026-01-01T00:10:00.000Z 600000' });
  });

  test('has the files beside the example', async () => {
    write('parts/limit.ts', 'export const limit: number = 7;');
    const { entries } = await run(
      'uses.ts',
      `import { limit } from './parts/limit.ts';\nconsole.log(limit);`,
    );
    expect(entries[0]).toMatchObject({ text: '7' });
    const { files, entry } = readExample(join(folder, 'uses.ts'));
    expect(Object.keys(files)).toEqual(['uses.ts', 'parts/limit.ts']);
    expect(entry).toBe('uses.ts');
  });
});

describe('what is wrong is told by file and line', () => {
  const told: [what: string, source: string, line: number, message: RegExp][] = [
    ['a failing check', `${IMPORT}\ncheck('a', true);\ncheck('none lost', false, '3 were');`, 4, /none lost. Found: 3 were$/],
    ['an error', `${IMPORT}function go(): void {\n  throw new RangeError('too far');\n}\ngo();`, 3, /^RangeError: too far$/],
    ['an error in a timer', `setTimeout(() => {\n  (null as unknown as { x: 1 }).x;\n});`, 2, /^TypeError/],
    ['a promise that nobody handles', `\nvoid Promise.reject(new Error('alone'));\n`, 2, /^Error: alone$/],
    ['types that Node can not strip', 'const a = 1;\nenum Colour {\n  Red,\n}', 2, /^SyntaxError: .*enum/],
    ['text that is no TypeScript', 'const a = 1;\nconst = 2;', 2, /^SyntaxError/],
    ['a name declared twice', 'const a: number = 1;\nlet a = 2;', 2, /^SyntaxError: .*already been declared/],
    ['an export that is not there', `\nimport { nothing } from 'desired-capacity';`, 2, /does not provide an export named 'nothing'/],
    ['an await that never ends', 'await new Promise(() => {});', 1, /awaits something that never comes/],
  ]; // prettier-ignore

  test.each(told)('%s', async (what, source, line, message) => {
    const name = `${what.replaceAll(' ', '-')}.ts`;
    const { problems } = await run(name, source);
    expect(problems).toEqual([
      { file: join(folder, name), line, message: expect.stringMatching(message) as string },
    ]);
  });
});

test('a check that fails in a file beside the example is told where it stands', async () => {
  write(
    'parts/claims.ts',
    `import { check } from 'desired-capacity';\nexport const claim = () => check('so it is', false);`,
  );
  const { problems } = await run('claims.ts', `import { claim } from './parts/claims.ts';\n\n\nclaim();`);
  expect(problems).toEqual([
    { file: join(folder, 'parts/claims.ts'), line: 2, message: 'Check failed: so it is' },
  ]);
});

describe('no example holds the runner up', () => {
  test('an endless loop ends at the deadline, with what it showed until then', async () => {
    const { entries, problems } = await run('loop.ts', `console.log('in');\nfor (;;);`, { deadline: 5 });
    expect(entries).toEqual([
      { type: 'console', level: 'log', text: 'in' },
      { type: 'end', reason: 'deadline' },
    ]);
    expect(problems[0]).toMatchObject({ message: 'The example does not come to its end in time.' });
  });

  test('endless output ends at the bound', async () => {
    const { entries, problems } = await run('output.ts', `for (;;) console.log('again');`);
    expect(entries.at(-1)).toEqual({ type: 'end', reason: 'limit' });
    expect(problems).toHaveLength(1);
  });

  test('a heap that overflows ends the run', async () => {
    const source =
      'const all: string[][] = [];\nfor (;;) all.push(new Array<string>(10_000).fill(`${all.length}`));';
    const { problems } = await run('heap.ts', source);
    expect(problems[0]?.message).toMatch(/more than 256 MB/);
  });
});

describe('an exercise', () => {
  const starter = 'export const size: number = 1;';
  const solution = 'export const size: number = 5;';
  const check = `import { check } from 'desired-capacity';\nimport { size } from './size.starter.ts';\n\ncheck('it is large', size > 3);`;

  async function problems(files: Record<string, string>): Promise<Problem[]> {
    const content = mkdtempSync(join(folder, 'exercise-'));
    for (const [name, source] of Object.entries(files)) writeFileSync(join(content, name), source);
    const found = await checkExamples(content, { write: true, cache: join(folder, 'cache') });
    return found.map((problem) => ({ ...problem, file: problem.file.slice(content.length + 1) }));
  }

  test('runs its checks with what is in the place of the starter', async () => {
    write('size.starter.ts', starter);
    write('size.check.ts', check);
    const example = readExample(write('size.solution.ts', solution));
    expect(example).toMatchObject({ entry: 'size.check.ts', shown: 'size.starter.ts' });
    expect(example.editable).toEqual(['size.starter.ts']);
    expect(example.files).toEqual({ 'size.check.ts': check, 'size.starter.ts': solution });
    const { transcript } = await runExample(example, library);
    expect(transcript.entries).toEqual([
      { type: 'check', label: 'it is large', ok: true },
      { type: 'end', reason: 'done' },
    ]);
  });

  test('is right when the starter fails and the solution passes', async () => {
    const files = { 'size.starter.ts': starter, 'size.solution.ts': solution, 'size.check.ts': check };
    expect(await problems(files)).toEqual([]);
  });

  test('is wrong when a knob of it is malformed, without a run', async () => {
    const knob = 'export const size: number = 1; // knob 1-5';
    const files = { 'size.starter.ts': knob, 'size.solution.ts': solution, 'size.check.ts': check };
    expect(await problems(files)).toMatchObject([
      { file: 'size.starter.ts', line: 1, message: expect.stringContaining('write a range') as string },
    ]);
  });

  test('is wrong when the starter passes', async () => {
    const files = { 'size.starter.ts': solution, 'size.solution.ts': solution, 'size.check.ts': check };
    expect(await problems(files)).toEqual([
      {
        file: 'size.starter.ts',
        line: 1,
        message: expect.stringContaining('nothing is left to do') as string,
      },
    ]);
  });

  test('is wrong when the solution fails, at the line of the check', async () => {
    const files = { 'size.starter.ts': starter, 'size.solution.ts': starter, 'size.check.ts': check };
    expect(await problems(files)).toEqual([
      { file: 'size.check.ts', line: 4, message: 'Check failed: it is large' },
    ]);
  });

  test('is wrong when it checks nothing, has no checks, or no solution', async () => {
    const none = {
      'size.starter.ts': starter,
      'size.solution.ts': solution,
      'size.check.ts': `import './size.starter.ts';`,
    };
    expect(await problems(none)).toMatchObject([
      { message: 'The exercise checks nothing.' },
      { file: 'size.starter.ts' },
    ]);
    expect(await problems({ 'size.starter.ts': starter, 'size.solution.ts': solution })).toMatchObject([
      { file: 'size.solution.ts', message: expect.stringContaining('size.check.ts') as string },
      { file: 'size.starter.ts' },
    ]);
    expect(await problems({ 'size.starter.ts': starter, 'size.check.ts': check })).toMatchObject([
      { file: 'size.starter.ts', message: expect.stringContaining('no solution') as string },
    ]);
  });
});

test('the checks of exercises are no examples of their own', () => {
  const content = mkdtempSync(join(folder, 'content-'));
  for (const name of ['a.ts', 'b.check.ts', 'b.starter.ts', 'c.mdx']) writeFileSync(join(content, name), '');
  expect(exampleFiles(content)).toEqual(['a.ts', 'b.starter.ts'].map((name) => join(content, name)));
});

test('an example that has not changed does not run again', async () => {
  const runs = join(folder, 'runs');
  const source = `import { appendFileSync } from 'node:fs';\nappendFileSync('${runs}', 'run ');\n`;
  const path = write('once.ts', source);
  const transcript = () => transcriptOf(readExample(path), library, join(folder, 'cache'));
  const first = await transcript();
  expect(await transcript()).toEqual(first);
  expect(readFileSync(runs, 'utf8')).toBe('run ');
  write('once.ts', `${source}console.log('changed');`);
  expect((await transcript()).entries[0]).toMatchObject({ text: 'changed' });
  expect(readFileSync(runs, 'utf8')).toBe('run run ');
});
