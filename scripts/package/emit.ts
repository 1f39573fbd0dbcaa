import ts from 'typescript';

/**
 * What the library asks of those who use it: a runtime of 2022 or later, and nothing of Node or the browser but what
 * both have (a console, AbortSignal).
 */
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
  module: ts.ModuleKind.NodeNext,
  types: [],
  strict: true,
  noUncheckedIndexedAccess: true,
  declaration: true,
  // What is public between the library's files only is no part of its types.
  stripInternal: true,
  rewriteRelativeImportExtensions: true,
  skipLibCheck: true,
  noEmitOnError: true,
  newLine: ts.NewLineKind.LineFeed,
};

/** TypeScript names the emitted file where JavaScript imports the source; in types it leaves the `.ts`. */
const SOURCE_IMPORT = /(?<=\bfrom |\bimport\()(['"])(\.{1,2}\/[^'"]+)\.ts\1/g;

/**
 * Writes a module and all that it imports as JavaScript and types.
 *
 * @param entry absolute path of the module
 * @param from the folder that the output is laid out as
 * @param to where the output goes
 * @throws Error with TypeScript's messages where types do not agree; nothing is written then
 */
export function emit(entry: string, from: string, to: string): void {
  const options = { ...OPTIONS, rootDir: from, outDir: to };
  const host = ts.createCompilerHost(options);
  const { diagnostics } = ts.createProgram([entry], options, host).emit(undefined, (file, text) => {
    host.writeFile(file, file.endsWith('.d.ts') ? text.replaceAll(SOURCE_IMPORT, '$1$2.js$1') : text, false);
  });
  if (diagnostics.length === 0) return;
  throw new Error(`The library can't be built:\n${ts.formatDiagnostics(diagnostics, host)}`);
}
