import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { ROOT } from '../astro.ts';
import { buildPackage } from '../package/build.ts';
import { assetModule } from './asset-module.ts';

const QUERY = '?package';

/** The built package: the text of each of its files, by path. */
export function packageFiles(): Record<string, string> {
  const folder = buildPackage();
  const paths = globSync('**/*', { cwd: folder }).filter((path) => statSync(join(folder, path)).isFile());
  return Object.fromEntries(
    paths.sort().map((path) => [path.replaceAll('\\', '/'), readFileSync(join(folder, path), 'utf8')]),
  );
}

/** `import url from '…/sim/index.ts?package'` gives the address of the built package's files, as JSON. */
export function packaged(): Plugin {
  let serving = false;
  return {
    name: 'packaged',
    enforce: 'pre',
    configResolved(config) {
      serving = config.command === 'serve';
    },
    load(id) {
      if (!id.endsWith(QUERY)) return undefined;
      for (const file of globSync('src/sim/**/*.ts', { cwd: ROOT })) this.addWatchFile(join(ROOT, file));
      return assetModule(this, 'package.json', JSON.stringify(packageFiles()), { serving });
    },
  };
}
