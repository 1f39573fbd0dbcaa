import { parse } from 'es-module-lexer/minimal/js';
import { transform } from 'sucrase';
import type { Files } from '../../engine.ts';
import { SUCRASE } from '../../worker/compile.ts';

/**
 * Files as JavaScript, for a Node that does not strip types: each `.ts` becomes a `.js`, and lines stay where they are.
 * What does not parse stays as it is, so that Node says why.
 *
 * @returns `names`: by new path, what the file was called
 */
export function toJavaScript(
  entry: string,
  files: Files,
): { entry: string; files: Files; names: Record<string, string> } {
  const rename = (path: string) => path.replace(/\.ts$/, '.js');
  const paths = Object.keys(files);
  return {
    entry: rename(entry),
    files: Object.fromEntries(paths.map((path) => [rename(path), compile(files[path]!)])),
    names: Object.fromEntries(paths.map((path) => [rename(path), path])),
  };
}

function compile(source: string): string {
  try {
    const { code } = transform(source, SUCRASE);
    const [imports] = parse(code);
    let linked = '';
    let at = 0;
    for (const { n: specifier, e: end } of imports) {
      if (!specifier || !/^\.{0,2}\/.*\.ts$/.test(specifier)) continue;
      // A dynamic import's specifier ends with its quote.
      const stop = code.slice(0, end).lastIndexOf('.ts');
      linked += `${code.slice(at, stop)}.js`;
      at = stop + '.ts'.length;
    }
    return linked + code.slice(at);
  } catch {
    return source;
  }
}
