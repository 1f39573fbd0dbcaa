import type { BuiltExample } from '../../scripts/examples/vite.ts';

const examples = import.meta.glob<BuiltExample>(
  ['/content/docs/**/*.{ts,sh}', '!/content/docs/**/*.{check,setup}.ts'],
  { query: '?example', import: 'default' },
);

/**
 * What loads the example at a path from the root, and runs it where it has to; undefined where there is none. A dev server
 * has another such function: `scripts/site/examples-as-asked.ts`.
 */
export function loaderOf(path: string): (() => Promise<BuiltExample>) | undefined {
  return examples[path];
}
