import { globSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { SOURCE } from '../package/chunks.ts';
import { codeParts, packageParts, type Parts } from '../package/parts.ts';
import { asset } from './asset.ts';
import { GLOBALS, readTypes } from './types.ts';

/** What `?chunks=` may ask for. */
const KINDS: Record<string, (source: string) => Promise<Parts>> = {
  code: codeParts,
  types: readTypes,
  package: packageParts,
};

const QUERY = /\?chunks=(\w+)$/;

/**
 * `import index from '…/sim/core.ts?chunks=code'` gives a `ChunkIndex`: of the library's code, of its types (`types`) or of
 * the built package (`package`). In development a change in the library reloads the page.
 *
 * @param source the library's folder
 */
export function chunks(source = SOURCE): Plugin {
  let serving = false;
  return {
    name: 'chunks',
    enforce: 'pre',
    configResolved(config) {
      serving = config.command === 'serve';
    },
    async load(id) {
      const kind = QUERY.exec(id)?.[1];
      if (!kind) return undefined;
      for (const file of globSync('**/*.ts', { cwd: source })) this.addWatchFile(join(source, file));
      if (kind === 'types') this.addWatchFile(GLOBALS);
      const { texts, ...index } = await KINDS[kind]!(source);
      const lines = Object.entries(texts).map(([name, files]) => {
        const { url, size } = asset(this, `${kind}-${name}.json`, JSON.stringify(files), { serving });
        return `${JSON.stringify(name)}: { url: ${url}, size: ${size} },`;
      });
      return `export default { ...${JSON.stringify(index)}, chunks: {\n${lines.join('\n')}\n} };`;
    },
  };
}
