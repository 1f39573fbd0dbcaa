import { posix } from 'node:path';
import { shapeFaults } from '../sandbox/shape.ts';

/**
 * Throws, naming file and line, for an example that can't be shown as it is.
 *
 * @param page path of the page's file from the root of the repository
 * @param file the example's path, from the page's own file
 */
export function requireShape(
  page: string | undefined,
  file: string,
  example: { shown: string; editable: string[]; files: Record<string, string> },
): void {
  const [fault] = shapeFaults(example);
  if (!fault) return;
  const path = posix.join(posix.dirname(page ?? ''), file).replace(/\.solution\.ts$/, '.starter.ts');
  const folder = path.slice(0, path.length - example.shown.length);
  throw new Error(`${folder}${fault.name}:${fault.line} ${fault.message}`);
}
