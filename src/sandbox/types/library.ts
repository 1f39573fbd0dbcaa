/** Where TypeScript finds our library, among the files that it is given. */
export const LIBRARY = '/node_modules/desired-capacity';

/** The file with the compiler's options: the repository's own for its examples, so that page and check say the same. */
export const OPTIONS = '/options.json';
