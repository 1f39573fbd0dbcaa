import { gzipSync } from 'node:zlib';
import type { Rolldown } from 'vite';

/**
 * The code of a module whose default export is the address of a file with that text, and whose `size` is what the file
 * weighs on its way to a reader, in bytes, gzip. A build emits a hashed file of the same origin, under whatever base;
 * in development the text is in the page, behind a blob address.
 *
 * @param name of the file, with its extension
 */
export function assetModule(
  context: Rolldown.PluginContext,
  name: string,
  text: string,
  { serving }: { serving: boolean },
): string {
  const size = `export const size = ${gzipSync(text).length};`;
  if (serving) {
    const type = name.endsWith('.js') ? 'text/javascript' : 'application/json';
    const blob = `new Blob([${JSON.stringify(text)}], { type: '${type}' })`;
    return `export default URL.createObjectURL(${blob});\n${size}`;
  }
  const asset = context.emitFile({ type: 'asset', name, source: text });
  return `export default import.meta.ROLLUP_FILE_URL_${asset};\n${size}`;
}
