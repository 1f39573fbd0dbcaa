import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Rolldown } from 'vite';
import type * as Library from '../../src/sim/index.ts';
import type { ServiceClass, ServiceFacts } from '../../src/sim/index.ts';
import { ROOT } from '../astro.ts';
import { hashOf, kept } from './kept.ts';

/** The library's source. */
export const SOURCE = join(ROOT, 'src/sim');

/**
 * What the chunks are for. `browser`: small, without services of its own. `run`: the same for examples in Node, each
 * chunk with all of its source, so that none depends on what others use of it. `esm` and `cjs`: the package's JavaScript,
 * to be read and debugged, with all services at hand.
 */
export type Edition = 'browser' | 'run' | 'esm' | 'cjs';

/** A service in the chunks of an edition. */
export interface ServiceChunk extends ServiceFacts {
  /** Its class, by the name under which its index.ts exports it. */
  class: string;
  /** Names of the services without which it does not work, as its class has them in `needs`. */
  needs: string[];
  /** Paths of the modules that it is made of beside the core's; the last is its own. */
  modules: string[];
}

/** The library, cut up: a core, and what each service adds to it. */
export interface Chunks {
  /** Absolute path of the folder that has the modules as files. */
  folder: string;
  /** The text of each module by its path. They import each other by relative paths. */
  modules: Record<string, string>;
  /** Paths of the modules that every user needs; `index.js` has the public names. */
  core: string[];
  /** By the names of the table. */
  services: Record<string, ServiceChunk>;
}

/** Folders that all services share. What the core's own public names do not reach becomes a part, folder by folder. */
const SHARED = /^(?:kernel|cloud|tongue|report|workload)\b/;

/** The library in chunks; built once for each state of its source. Throws Error where the table and the folders disagree. */
export async function libraryChunks(edition: Edition, source = SOURCE): Promise<Chunks> {
  const files = globSync('**/*.ts', { cwd: source }).map((file) => relative(ROOT, join(source, file)));
  const tools = ['scripts/package/chunks.ts', 'node_modules/vite/package.json'];
  const folder = await kept('chunks', `${edition}-${hashOf([...files, ...tools])}`, async (folder) => {
    const output = await bundle(edition, source);
    for (const { fileName, code } of output) {
      mkdirSync(dirname(join(folder, fileName)), { recursive: true });
      writeFileSync(join(folder, fileName), code);
    }
    const services =
      edition === 'esm' ? await askServices(folder) : (await libraryChunks('esm', source)).services;
    writeFileSync(join(folder, 'chunks.json'), JSON.stringify(describe(output, services)));
  });
  const chunks = JSON.parse(readFileSync(join(folder, 'chunks.json'), 'utf8')) as Omit<Chunks, 'folder'>;
  return { ...chunks, folder };
}

/** A chunk as the bundler gives it. */
type Output = Pick<Rolldown.OutputChunk, 'fileName' | 'code' | 'imports' | 'moduleIds'>;

/** What a service says of itself, by name. */
type Facts = Record<string, Omit<ServiceChunk, 'modules'>>;

async function bundle(edition: Edition, source: string): Promise<Output[]> {
  const folders = globSync('services/*/index.ts', { cwd: source }).map((file) => file.replace(/\.ts$/, ''));
  const small = edition === 'browser';
  const whole = edition === 'esm' || edition === 'cjs';
  const entries = !whole ? folders : [...folders, 'services/index'];
  const extension = edition === 'cjs' ? 'cjs' : 'js';
  let core: Set<string> | undefined;
  const result = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: {
          index: join(source, whole ? 'index.ts' : 'core.ts'),
          ...Object.fromEntries(entries.map((entry) => [entry, join(source, `${entry}.ts`)])),
        },
        // A chunk's own exports are the public names, and nothing else.
        preserveEntrySignatures: 'strict',
        treeshake: edition !== 'run',
        output: {
          format: edition === 'cjs' ? 'cjs' : 'es',
          entryFileNames: `[name].${extension}`,
          chunkFileNames: `[name].${extension}`,
          codeSplitting: {
            groups: [
              {
                priority: 2,
                name(id, context) {
                  core ??= reachedFrom(join(source, 'core.ts'), context);
                  return core.has(id) ? 'core' : null;
                },
              },
              {
                priority: 1,
                name(id) {
                  const path = relative(source, id).replaceAll('\\', '/');
                  if (SHARED.test(path)) return `parts/${dirname(path).replaceAll('/', '-')}`;
                  // Beside the public names, which the table and users import.
                  const service = /^services\/(.*?)\/./.exec(path)?.[1];
                  return service && whole ? `services/${service}/${service}` : null;
                },
              },
            ],
          },
          // The names of functions and classes show in a transcript.
          keepNames: true,
          comments: !whole ? false : { jsdoc: false, annotation: true, legal: true },
          minifyInternalExports: small,
          minify: small && { compress: true, mangle: { keepNames: true }, codegen: true },
        },
      },
    },
  });
  if (!Array.isArray(result) && !('output' in result)) throw new Error('The library was not bundled.');
  const { output } = Array.isArray(result) ? result[0]! : result;
  return output.filter((one) => one.type === 'chunk');
}

/** A module and all that it imports. */
function reachedFrom(entry: string, context: Rolldown.ChunkingContext): Set<string> {
  const reached = new Set([entry]);
  for (const id of reached)
    for (const imported of context.getModuleInfo(id)?.importedIds ?? []) reached.add(imported);
  return reached;
}

/** What the classes of the table say of themselves: asked of the modules in a folder. */
async function askServices(folder: string): Promise<Facts> {
  const load = (path: string) =>
    import(/* @vite-ignore */ pathToFileURL(join(folder, path)).href) as Promise<Record<string, unknown>>;
  const { services: table } = (await load('services/index.js')) as {
    services: Record<string, ServiceClass>;
  };
  const { factsOf } = (await load('index.js')) as unknown as typeof Library;
  const facts: Facts = {};
  for (const [name, Class] of Object.entries(table)) {
    const path = `services/${name}/index.js`;
    if (!existsSync(join(folder, path))) throw new Error(`'${name}' has no folder src/sim/services/${name}.`);
    const exported = Object.entries(await load(path)).find(([, value]) => value === Class)?.[0];
    if (!exported)
      throw new Error(`src/sim/services/${name}/index.ts does not export the class of the table.`);
    const needs = [...(Class.needs ?? [])];
    const unknown = needs.find((need) => !Object.hasOwn(table, need));
    if (unknown) throw new Error(`The service '${name}' needs '${unknown}', which is no service.`);
    facts[name] = { ...factsOf(name, Class), class: exported, needs };
  }
  return facts;
}

/** Adds to what services say of themselves what they are made of. */
function describe(output: Output[], facts: Facts): Omit<Chunks, 'folder'> {
  const byPath = new Map(output.map((chunk) => [chunk.fileName, chunk]));
  const withImports = (path: string, found: string[] = []): string[] => {
    for (const one of byPath.get(path)!.imports) if (!found.includes(one)) withImports(one, found);
    if (!found.includes(path)) found.push(path);
    return found;
  };
  const services: Chunks['services'] = {};
  for (const [name, said] of Object.entries(facts)) {
    const own = [...byPath.keys()].find((path) => /^services\/(.*)\/index\.c?js$/.exec(path)?.[1] === name)!;
    const modules = withImports(own).filter((path) => /^(services|parts)\//.test(path));
    const other = modules.find(
      (path) => path.startsWith('services/') && !path.startsWith(`services/${name}/`),
    );
    if (other)
      throw new Error(`The service '${name}' imports ${other}: a service must not pull another's code.`);
    services[name] = { ...said, modules };
  }
  return {
    modules: Object.fromEntries(output.map(({ fileName, code }) => [fileName, code])),
    core: [...byPath.keys()].filter((path) => !/^(services|parts)\//.test(path)),
    services,
  };
}
