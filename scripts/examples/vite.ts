import { globSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Plugin } from 'vite';
import type { Transcript } from '../../src/sim/report/transcript.ts';
import { transcriptOf } from './cache.ts';
import { SOURCE } from '../package/chunks.ts';
import { type Example, readExample } from './example.ts';
import { forgetLibrary, presentLibrary } from './library.ts';
import { problemsOf } from './problems.ts';

/** What `import example from './example.ts?example'` gives. */
export interface BuiltExample extends Pick<Example, 'entry' | 'shown' | 'editable' | 'files'> {
  transcript: Transcript;
}

const QUERY = '?example';

/**
 * Runs an example when a page imports it, and again when it changes or what it uses of the library. A build stops at an
 * example that fails; in development the page shows how it fails, and the terminal says where.
 */
export function examples(): Plugin {
  let building = false;
  return {
    name: 'examples',
    enforce: 'pre',
    configResolved(config) {
      building = config.command === 'build';
    },
    watchChange() {
      forgetLibrary();
    },
    async load(id) {
      if (!id.endsWith(QUERY)) return undefined;
      const example = readExample(id.slice(0, -QUERY.length));
      const present = await presentLibrary();
      const transcript = await transcriptOf(example, present);
      for (const file of Object.values(example.paths)) this.addWatchFile(file);
      if (!building)
        for (const file of globSync('**/*.ts', { cwd: SOURCE })) this.addWatchFile(join(SOURCE, file));
      for (const { file, line, message } of problemsOf(example, transcript)) {
        const text = `${relative(process.cwd(), file)}:${line} ${message}`;
        if (building) this.error(text);
        else this.warn(text);
      }
      const { entry, shown, editable, files } = example;
      const built: BuiltExample = { entry, shown, editable, files, transcript };
      // Whatever the file's name ends with.
      return { code: `export default ${JSON.stringify(built)};`, moduleType: 'js' };
    },
  };
}
