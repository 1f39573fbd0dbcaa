/**
 * A process that runs test files as they are where the library is broken: it reads runs as JSON from its standard input,
 * and writes to the file that its argument names, run by run, the names of the tests that failed.
 */
import { writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { startVitest, type TestModule } from 'vitest/node';
import { edited } from '../package/chunks.ts';
import type { BrokenRun } from './refute.ts';

const runs = JSON.parse(await text(process.stdin)) as BrokenRun[];
const root = process.cwd();
const vitest = await startVitest('test', [], {
  config: false,
  root,
  watch: false,
  reporters: [],
  projects: runs.map(({ edit, files }, index) => ({
    plugins: [edited(edit)],
    test: { name: String(index), root, include: files, testTimeout: 60_000 },
  })),
} as Parameters<typeof startVitest>[2]);

/** The names of the tests of some modules that failed, without those of their groups. */
const failed = (modules: TestModule[]) =>
  modules.flatMap((module) => [...module.children.allTests('failed')].map(({ name }) => name));

const modules = vitest.state.getTestModules();
const outcome = runs.map((_, index) =>
  failed(modules.filter(({ project }) => project.name === String(index))),
);
writeFileSync(process.argv[2]!, JSON.stringify(outcome));
await vitest.close();
process.exit(0);
