import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';

/**
 * What the library asks of those who use it: a runtime of 2024 or later, and nothing of Node or the browser but what
 * both have (a console, AbortSignal).
 */
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2024.d.ts', 'lib.dom.d.ts'],
  module: ts.ModuleKind.NodeNext,
  types: [],
  strict: true,
  noUncheckedIndexedAccess: true,
  declaration: true,
  emitDeclarationOnly: true,
  // What is public between the library's files only is no part of its types.
  stripInternal: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  noEmitOnError: true,
  newLine: ts.NewLineKind.LineFeed,
};

/** Types import each other by the names of the sources: those who use the package have none. */
const SOURCE_IMPORT = /(?<=\bfrom |\bimport\()(['"])(\.{1,2}\/[^'"]+)\.ts\1/g;

/**
 * Writes the types of modules, and of what these types refer to.
 *
 * @param entries the modules, as paths from the folder
 * @param from the folder that the output is laid out as
 * @param to where the output goes
 * @throws Error with TypeScript's messages where types do not agree; nothing is written then
 */
export function emitTypes(entries: string[], from: string, to: string): void {
  const options = { ...OPTIONS, rootDir: from, outDir: to };
  const host = ts.createCompilerHost(options);
  const files = entries.map((entry) => join(from, entry));
  const texts = new Map<string, string>();
  const { diagnostics } = ts.createProgram(files, options, host).emit(undefined, (file, text) => {
    texts.set(normalize(file), text);
  });
  if (diagnostics.length > 0)
    throw new Error(`The library can't be built:\n${ts.formatDiagnostics(diagnostics, host)}`);
  // What stands in no public type is left out: a reader's editor loads all that is written.
  const wanted = new Set(entries.map((entry) => normalize(join(to, typesOf(entry)))));
  for (const file of wanted) {
    const text = texts.get(file)!;
    for (const [, , specifier] of text.matchAll(SOURCE_IMPORT))
      wanted.add(normalize(join(dirname(file), typesOf(`${specifier}.ts`))));
    host.writeFile(file, text.replaceAll(SOURCE_IMPORT, '$1$2.js$1'), false);
  }
}

const typesOf = (file: string) => file.replace(/\.ts$/, '.d.ts');
