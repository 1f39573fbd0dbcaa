/**
 * A process that runs test files as they are where the library is broken: it reads a `BrokenRun` as JSON from its standard
 * input, and writes the names of the tests that failed to the file that its argument names.
 */
import { writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import type { Plugin } from 'vite';
import { startVitest } from 'vitest/node';
import { type Edit, edited } from '../package/chunks.ts';
import type { BrokenRun } from './refute.ts';

/** What is kept of the edited file is that edit's alone. */
const distinct = (edit: Edit): Plugin => ({
  name: 'distinct',
  configureVitest: ({ defineCacheKeyGenerator }) =>
    defineCacheKeyGenerator(({ id }) => (id === edit.file ? JSON.stringify(edit) : undefined)),
});

const { edit, files } = JSON.parse(await text(process.stdin)) as BrokenRun;
// In a project of its own: without one the plugin is not asked.
const vitest = await startVitest('test', [], {
  config: false,
  watch: false,
  reporters: [],
  projects: [
    {
      plugins: [edited(edit), distinct(edit)],
      test: {
        name: 'broken',
        include: files,
        testTimeout: 60_000,
        // A hundred runs transform the same modules but one: that takes far longer than the tests.
        fsModuleCache: true,
        fsModuleCachePath: '.cache/broken-modules',
      },
    },
  ],
});
const modules = vitest.state.getTestModules();
const errors = modules.flatMap((module) => module.errors());
if (errors.length > 0) throw new Error(errors[0]!.message);
const failed = modules.flatMap(({ children }) => [...children.allTests('failed')].map(({ name }) => name));
writeFileSync(process.argv[2]!, JSON.stringify(failed));
await vitest.close();
process.exit(0);
