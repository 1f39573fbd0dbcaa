import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import type { Plugin } from 'vite';
import type { TypeLibrary } from '../../src/sandbox/types/library.ts';
import { ROOT } from '../astro.ts';
import { buildPackage } from '../package/build.ts';
import { assetModule } from './asset-module.ts';

const QUERY = '?types';
const LIBS = dirname(createRequire(import.meta.url).resolve('typescript'));
const GLOBALS = join(ROOT, 'src/sandbox/types/globals.d.ts');
/** The edition of the language that the repository's tsconfig.json names, without the browser that it names too. */
const LANGUAGE = 'lib.es2024.d.ts';

/** The compiler's options for an example: those of the repository, in a world without browser and Node. */
function options(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const host = { ...ts.sys, readDirectory: () => [] };
  const { options } = ts.parseJsonConfigFileContent(config, host, ROOT);
  if (!options.lib?.includes(LANGUAGE)) throw new Error(`tsconfig.json's lib does not name ${LANGUAGE}.`);
  const { configFilePath: _, ...rest } = options;
  return { ...rest, lib: [LANGUAGE], types: [] };
}

/** A library of the language, and those that it refers to. */
function languageFiles(name: string, files: Record<string, string> = {}): Record<string, string> {
  const path = `/${name}`;
  if (path in files) return files;
  files[path] = readFileSync(join(LIBS, name), 'utf8');
  for (const { fileName } of ts.preProcessFile(files[path]).libReferenceDirectives) {
    languageFiles(`lib.${fileName}.d.ts`, files);
  }
  return files;
}

/** All that TypeScript needs to check an example, as a reader's browser gets it. */
export function readTypeLibrary(): TypeLibrary {
  const files = languageFiles(LANGUAGE);
  files['/globals.d.ts'] = readFileSync(GLOBALS, 'utf8');
  const folder = buildPackage();
  for (const file of globSync(['package.json', 'dist/**/*.d.ts'], { cwd: folder }).sort()) {
    const path = `/node_modules/desired-capacity/${file.replaceAll('\\', '/')}`;
    files[path] = readFileSync(join(folder, file), 'utf8');
  }
  return { options: options(), files };
}

/** `import url from '../../sim/index.ts?types'` gives the address of a file that holds a `TypeLibrary`. */
export function typeLibrary(): Plugin {
  let serving = false;
  return {
    name: 'type-library',
    enforce: 'pre',
    configResolved(config) {
      serving = config.command === 'serve';
    },
    load(id) {
      if (!id.endsWith(QUERY)) return undefined;
      this.addWatchFile(GLOBALS);
      for (const file of globSync('src/sim/**/*.ts', { cwd: ROOT })) this.addWatchFile(join(ROOT, file));
      const text = JSON.stringify(readTypeLibrary());
      return assetModule(this, 'types.json', text, { serving });
    },
  };
}
