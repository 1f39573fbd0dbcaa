import { posix } from 'node:path';
import type { BuiltExample } from '../../scripts/examples/vite.ts';
import { loaderOf } from './all-examples.ts';
import { firstPlace } from './moved.ts';

/**
 * The example at `file`, which is relative to a page's own file, and a name for it that no other has.
 * Throws, naming page and file, where there is none.
 *
 * @param page path of the page's file from the root of the repository
 */
export async function exampleBeside(
  page: string | undefined,
  file: string,
): Promise<{ id: string; example: BuiltExample }> {
  const path = pathBeside(page, file);
  const load = loaderOf(path);
  if (!load) throw new Error(`${page} shows the example ${file}, but there is no ${path.slice(1)}.`);
  return { id: exampleId(page, file), example: await load() };
}

/** A name for the example at `file`, beside a page's own file, that no other has. */
export function exampleId(page: string | undefined, file: string): string {
  return firstPlace(pathBeside(page, file).replace(/^\/content\/docs\/|\.(?:ts|sh)$/g, ''));
}

function pathBeside(page: string | undefined, file: string): string {
  return posix.join('/', posix.dirname(page ?? ''), file);
}
