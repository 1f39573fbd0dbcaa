/**
 * A process that runs test files as they are where the library is broken: it reads a `BrokenRun` as JSON from its standard
 * input, and writes the names of the tests that failed to the file that its argument names.
 */
import { writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { startVitest } from 'vitest/node';
import { edited } from '../package/chunks.ts';
import type { BrokenRun } from './refute.ts';

const { edit, files } = JSON.parse(await text(process.stdin)) as BrokenRun;
// In a project of its own: without one the plugin is not asked.
const vitest = await startVitest('test', [], {
  config: false,
  watch: false,
  reporters: [],
  // What it keeps of a file does not know of the edit.
  fsModuleCache: false,
  projects: [{ plugins: [edited(edit)], test: { name: 'broken', include: files, testTimeout: 60_000 } }],
});
const modules = vitest.state.getTestModules();
const errors = modules.flatMap((module) => module.errors());
if (errors.length > 0) throw new Error(errors[0]!.message);
const failed = modules.flatMap(({ children }) => [...children.allTests('failed')].map(({ name }) => name));
writeFileSync(process.argv[2]!, JSON.stringify(failed));
await vitest.close();
process.exit(0);
