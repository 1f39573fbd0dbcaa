import { gzipSync } from 'node:zlib';
import type { Rolldown } from 'vite';

/** A file that a page fetches: code for its address, and what it weighs on its way to a reader, in bytes, gzip. */
export interface Asset {
  /** An expression of JavaScript. */
  url: string;
  size: number;
}

/**
 * Gives a page a file with that text. A build emits a hashed file of the same origin, under whatever base; in development
 * the text is in the page, behind a blob address.
 *
 * @param name of the file, with its extension
 */
export function asset(
  context: Rolldown.PluginContext,
  name: string,
  text: string,
  { serving }: { serving: boolean },
): Asset {
  const size = gzipSync(text).length;
  if (!serving) {
    const id = context.emitFile({ type: 'asset', name, source: text });
    return { url: `import.meta.ROLLUP_FILE_URL_${id}`, size };
  }
  const type = name.endsWith('.js') ? 'text/javascript' : 'application/json';
  return { url: `URL.createObjectURL(new Blob([${JSON.stringify(text)}], { type: '${type}' }))`, size };
}
