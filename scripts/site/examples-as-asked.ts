import { join } from 'node:path';
import type { Plugin } from 'vite';
import { ROOT } from '../astro.ts';

const MODULE = join(ROOT, 'src/components/all-examples.ts');

const CODE = `
import { existsSync } from 'node:fs';
import { join } from 'node:path';
export function loaderOf(path) {
  if (/\\.(check|setup)\\.ts$/.test(path) || !existsSync(join(${JSON.stringify(ROOT)}, path))) return undefined;
  return async () => (await import(/* @vite-ignore */ path + '?example')).default;
}
`;

/**
 * In development an example runs when a page shows it. For the styles of its first page Astro loads all modules that are
 * named anywhere, and with them every example would run before a page is there.
 */
export function examplesAsAsked(): Plugin {
  return {
    name: 'examples-as-asked',
    apply: 'serve',
    enforce: 'pre',
    load: (id) => (id.replaceAll('\\', '/') === MODULE.replaceAll('\\', '/') ? CODE : undefined),
  };
}
