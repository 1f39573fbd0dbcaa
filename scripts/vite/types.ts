import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { LIBRARY, OPTIONS } from '../../src/sandbox/types/library.ts';
import { ROOT } from '../astro.ts';
import { typeParts, type Parts } from '../package/parts.ts';

const LIBS = dirname(createRequire(import.meta.url).resolve('typescript'));
/** What an example finds beside the language. */
export const GLOBALS = join(ROOT, 'src/sandbox/types/globals.d.ts');
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

/** All that TypeScript needs to check an example, as a reader's browser gets it: by the paths that it sees. */
export async function readTypes(): Promise<Parts> {
  const { texts, ...index } = await typeParts();
  const placed = Object.entries(texts).map(([chunk, files]) => [
    chunk,
    Object.fromEntries(Object.entries(files).map(([path, text]) => [`${LIBRARY}/${path}`, text])),
  ]);
  const parts = Object.fromEntries(placed) as Parts['texts'];
  const core = {
    ...languageFiles(LANGUAGE),
    '/globals.d.ts': readFileSync(GLOBALS, 'utf8'),
    [OPTIONS]: JSON.stringify(options()),
    ...parts['core'],
  };
  return { ...index, texts: { ...parts, core } };
}
