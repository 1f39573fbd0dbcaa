import { basename, dirname } from 'node:path';
import { build, type Plugin } from 'vite';
import { asInline } from '../../src/sandbox/engines/instant/inline.ts';
import { asset } from './asset.ts';

/** What `?bundle=` may ask for: a classic script (for a Worker), or an ES module that keeps its exports. */
type Kind = 'script' | 'module';

const QUERY = /\?bundle=(script|module)(&inline)?$/;

const inlined = new Set<string>();

/** The scripts that were bundled to stand in markup, each as it stands there: a page's policy names them by their hashes. */
export function inlinedScripts(): string[] {
  return [...inlined].map(asInline);
}

/**
 * Bundles a file with all it imports into one text, for code that runs where the page's own modules can't go:
 *
 * - `import url from './worker.ts?bundle=script'` gives the address of one classic script;
 * - `import url from './index.ts?bundle=module'` gives the address of one ES module;
 * - with `&inline`, the text itself.
 *
 * In development a change in any file of it reloads the page.
 */
export function bundles(): Plugin {
  let serving = false;
  return {
    name: 'bundles',
    enforce: 'pre',
    configResolved(config) {
      serving = config.command === 'serve';
    },
    async resolveId(source, importer) {
      const [query] = QUERY.exec(source) ?? [];
      if (!query) return undefined;
      const file = await this.resolve(source.slice(0, -query.length), importer, { skipSelf: true });
      return file && file.id + query;
    },
    async load(id) {
      const match = QUERY.exec(id);
      if (!match) return undefined;
      const [query, kind, inline] = match;
      const file = id.slice(0, -query.length);
      const { text, inputs } = await bundle(file, kind as Kind);
      for (const input of inputs) this.addWatchFile(input);
      if (inline) {
        if (kind === 'script') inlined.add(text);
        return `export default ${JSON.stringify(text)};`;
      }
      const { url, size } = asset(this, `${basename(dirname(file))}.js`, text, { serving });
      return `export default ${url};\nexport const size = ${size};`;
    },
  };
}

/** One file and all it imports, as one text; and the files it was made from. */
export async function bundle(file: string, kind: Kind): Promise<{ text: string; inputs: string[] }> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: file,
        // What runs in Node has it at hand.
        external: /^node:/,
        preserveEntrySignatures: kind === 'module' ? 'strict' : false,
        output: {
          format: kind === 'module' ? 'es' : 'iife',
          codeSplitting: false,
          // The names of a module's functions and classes show in a transcript; a script keeps its to itself.
          keepNames: kind === 'module',
          minify: { compress: true, mangle: { keepNames: kind === 'module' }, codegen: true },
        },
      },
    },
  });
  if (!Array.isArray(result) && !('output' in result)) throw new Error(`${file} was not bundled.`);
  const { output } = Array.isArray(result) ? result[0]! : result;
  if (output.length !== 1) throw new Error(`${file} makes ${output.length} files where one was wanted.`);
  return { text: output[0].code, inputs: output[0].moduleIds.filter((id) => !id.startsWith('\0')) };
}
