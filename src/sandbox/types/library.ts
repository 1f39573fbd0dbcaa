import type { CompilerOptions } from 'typescript';

/** What TypeScript needs to know beside the files of an example. */
export interface TypeLibrary {
  /** The repository's own for its examples, so that the page and the check say the same. */
  options: CompilerOptions;
  /** Declarations by absolute path: of the language, of the sandbox's globals, of our library. */
  files: Record<string, string>;
}
