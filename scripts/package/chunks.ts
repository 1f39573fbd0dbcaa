import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin, type Rolldown } from 'vite';
import type * as Library from '../../src/sim/index.ts';
import type { ServiceClass, ServiceFacts } from '../../src/sim/index.ts';
import { ROOT } from '../astro.ts';
import { hashOf, kept } from './kept.ts';

/** The library's source. */
export const SOURCE = join(ROOT, 'src/sim');

/**
 * What the chunks are for. `browser`: small, without services of its own. `run`: for examples in Node, each chunk with
 * all of its source, so that none depends on what others use of it; all that services share is in the core. `esm` and
 * `cjs`: the package's JavaScript, to be read and debugged, with all services at hand.
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

/** Public names that the core can do without: a part that is loaded where one of them stands in the code. */
export interface NamesChunk {
  names: string[];
  /** Paths of the modules that it is made of beside the core's; the last one exports the names. */
  modules: string[];
}

/** The library, cut up: a core, and what each service adds to it. */
export interface Chunks {
  /** Absolute path of the folder that has the modules as files. */
  folder: string;
  /** The text of each module by its path. They import each other by relative paths. */
  modules: Record<string, string>;
  /** Paths of the modules that every user needs; `index.js` has the public names, in a browser those of the core. */
  core: string[];
  /** By the names of the table. */
  services: Record<string, ServiceChunk>;
  /** By the name of the part; none but in the edition for browsers. */
  names: Record<string, NamesChunk>;
}

/** Folders that all services share. What the core does not reach becomes a part, folder by folder. */
const SHARED = /^(?:kernel|cloud|tongue|report|workload|cli)\b/;

/** Folders that go together: what is small and nearly every service uses, and what is of no use alone. */
const TOGETHER: Record<string, string> = {
  cloud: 'common',
  'cloud/calendar': 'common',
  'cloud/digest': 'common',
  'kernel/structures': 'common',
  tongue: 'common',
  'cli/jmespath': 'cli',
  'kernel/math': 'kernel',
  'cloud/gateway/authorize': 'cloud-gateway',
  'cloud/gateway/cors': 'cloud-gateway',
  'cloud/gateway/jwt': 'cloud-gateway',
  'cloud/gateway/payload': 'cloud-gateway',
  'cloud/gateway/route': 'cloud-gateway',
  'cloud/gateway/throttle': 'cloud-gateway',
};

/** What every run needs: a cloud, what a host tells the library, and checks. All that it reaches is the core. */
const CORE = `
export { Cloud, provide, RegionalServices, setDefaultSeed } from './cloud.ts';
export { drivenSimulation } from './kernel/simulation.ts';
export { RandomStream } from './kernel/random.ts';
export { check } from './report/check.ts';
export { captureConsole, setSink, show } from './report/sink.ts';
export { factsOf, NotLoaded, onNotLoaded } from './tongue/services.ts';
`;

/** A change of a file of the source: by absolute path, a text that stands in it, and what is to stand there instead. */
export interface Edit {
  file: string;
  text: string;
  instead: string;
}

/**
 * The library in chunks; built once for each state of its source. Throws Error where the table and the folders disagree.
 *
 * @param edit what is changed as the library is bundled. What services say of themselves is not changed by it.
 * @param only the services that are wanted, with all that they need. Default: all.
 */
export async function libraryChunks(
  edition: Edition,
  source = SOURCE,
  edit?: Edit,
  only?: readonly string[],
): Promise<Chunks> {
  const files = globSync('**/*.ts', { cwd: source }).map((file) => relative(ROOT, join(source, file)));
  const tools = ['scripts/package/chunks.ts', 'node_modules/vite/package.json'];
  const asked = edit ? [JSON.stringify([edit, only])] : [];
  const key = hashOf([...files, ...tools], ...asked);
  const folder = await kept('chunks', `${edition}-${key}`, async (folder) => {
    const output = await bundle(edition, source, edit, only);
    for (const { fileName, code } of output) {
      mkdirSync(dirname(join(folder, fileName)), { recursive: true });
      writeFileSync(join(folder, fileName), code);
    }
    const services =
      edition === 'esm' ? await askServices(folder) : (await libraryChunks('esm', source)).services;
    const chunks = describe(output, only ? pick(services, only) : services);
    if (edition === 'browser') splitNames(chunks, output);
    writeFileSync(join(folder, 'chunks.json'), JSON.stringify(chunks));
  });
  const chunks = JSON.parse(readFileSync(join(folder, 'chunks.json'), 'utf8')) as Omit<Chunks, 'folder'>;
  return { ...chunks, folder };
}

/** A chunk as the bundler gives it. */
type Output = Pick<Rolldown.OutputChunk, 'fileName' | 'code' | 'imports' | 'moduleIds'>;

/** Those of the names. */
const pick = (facts: Facts, names: readonly string[]): Facts =>
  Object.fromEntries(names.map((name) => [name, facts[name]!]));

/** What a service says of itself, by name. */
type Facts = Record<string, Omit<ServiceChunk, 'modules'>>;

async function bundle(
  edition: Edition,
  source: string,
  edit?: Edit,
  only?: readonly string[],
): Promise<Output[]> {
  // Other than in a browser, no public name comes by itself: the core is all that these reach.
  let core = edition === 'browser' ? await coreModules(source) : undefined;
  const wanted = only?.map((name) => `services/${name}/index.ts`) ?? 'services/*/index.ts';
  const folders = globSync(wanted, { cwd: source }).map((file) => file.replace(/\.ts$/, ''));
  const small = edition === 'browser';
  const whole = edition === 'esm' || edition === 'cjs';
  const entries = !whole ? folders : [...folders, 'services/index'];
  const extension = edition === 'cjs' ? 'cjs' : 'js';
  const result = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    plugins: edit && [edited(edit)],
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: {
          index: join(source, whole ? 'index.ts' : 'core.ts'),
          ...Object.fromEntries(entries.map((entry) => [entry, join(source, `${entry}.ts`)])),
        },
        treeshake: edition === 'run' ? false : { moduleSideEffects: false },
        // Each entry exports its public names and nothing else. Where no table imports them, none has to be kept from more.
        preserveEntrySignatures: whole ? 'strict' : 'allow-extension',
        output: {
          format: edition === 'cjs' ? 'cjs' : 'es',
          entryFileNames: `[name].${extension}`,
          chunkFileNames: `[name].${extension}`,
          codeSplitting: {
            includeDependenciesRecursively: whole,
            groups: [
              {
                priority: 3,
                name(id, context) {
                  core ??= reachedFrom(join(source, 'core.ts'), context);
                  return core.has(id) && id !== join(source, 'core.ts') ? 'core' : null;
                },
              },
              {
                priority: 2,
                name(id) {
                  const path = relative(source, id).replaceAll('\\', '/');
                  return SHARED.test(path) ? `parts/${partOf(dirname(path))}` : null;
                },
              },
              {
                // Beside the public names, which the table and users import.
                priority: 1,
                name(id) {
                  const path = relative(source, id).replaceAll('\\', '/');
                  const service = /^services\/(.*?)\/./.exec(path)?.[1];
                  return service && whole ? `services/${service}/${service}` : null;
                },
              },
            ],
          },
          // The names of functions and classes show in a transcript.
          keepNames: true,
          comments: whole && { jsdoc: false, annotation: true, legal: true },
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

/** Has a file say something else. */
export const edited = ({ file, text, instead }: Edit): Plugin => ({
  name: 'edited',
  enforce: 'pre',
  transform: (code, id) => (id === file ? { code: code.replace(text, () => instead), map: null } : undefined),
});

const partOf = (folder: string) => TOGETHER[folder] ?? folder.replaceAll('/', '-');

/** A module and all that it imports. */
function reachedFrom(entry: string, context: Rolldown.ChunkingContext): Set<string> {
  const reached = new Set([entry]);
  for (const id of reached)
    for (const imported of context.getModuleInfo(id)?.importedIds ?? []) reached.add(imported);
  return reached;
}

/** The modules of the core, by their absolute paths: those of which something is left where only `CORE` is wanted. */
async function coreModules(source: string): Promise<Set<string>> {
  const root = join(source, 'root.ts');
  const result = (await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    plugins: [
      {
        name: 'root',
        resolveId: (id) => (id === root ? id : undefined),
        load: (id) => (id === root ? CORE : undefined),
      },
    ],
    build: {
      write: false,
      minify: false,
      modulePreload: false,
      rolldownOptions: { input: root, preserveEntrySignatures: 'strict' },
    },
  })) as Rolldown.RolldownOutput;
  const modules = result.output.flatMap((chunk) =>
    chunk.type === 'chunk' ? Object.entries(chunk.modules) : [],
  );
  return new Set(modules.filter(([, { renderedLength }]) => renderedLength > 0).map(([id]) => id));
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

/** Whether a module is no part of the core. */
const isBeside = (path: string) => /^(services|parts)\//.test(path);

/** A module and all that it imports beside the core, itself last. */
function withImports(path: string, output: Output[], found: string[] = []): string[] {
  for (const one of output.find(({ fileName }) => fileName === path)!.imports)
    if (isBeside(one) && !found.includes(one)) withImports(one, output, found);
  if (!found.includes(path)) found.push(path);
  return found;
}

/** Adds to what services say of themselves what they are made of. */
function describe(output: Output[], facts: Facts): Omit<Chunks, 'folder'> {
  const paths = output.map(({ fileName }) => fileName);
  const services: Chunks['services'] = {};
  for (const [name, said] of Object.entries(facts)) {
    const own = paths.find((path) => /^services\/(.*)\/index\.c?js$/.exec(path)?.[1] === name)!;
    const modules = withImports(own, output);
    const other = modules.find(
      (path) => path.startsWith('services/') && !path.startsWith(`services/${name}/`),
    );
    if (other)
      throw new Error(`The service '${name}' imports ${other}: a service must not pull another's code.`);
    services[name] = { ...said, modules };
  }
  const core = paths.filter((path) => !isBeside(path));
  for (const { fileName, imports } of output) {
    const pulled = /^core\.c?js$/.test(fileName) ? imports.find(isBeside) : undefined;
    if (pulled) throw new Error(`The core imports ${pulled}.`);
  }
  const modules = Object.fromEntries(output.map(({ fileName, code }) => [fileName, code]));
  return { modules, core, services, names: {} };
}

const IMPORTS = /\b(?:import|export)\{([^}]*)\}from"\.\/([^"]+)";?/g;
const EXPORTS = /\bexport\{([^}]*)\};?$/;

/** Cuts the module of all public names, as the bundler writes it, into one of the core's and one of each part's. */
function splitNames(chunks: Omit<Chunks, 'folder'>, output: Output[]): void {
  const { code } = output.find(({ fileName }) => fileName === 'index.js')!;
  /** Of each module: its names by what they are called here. */
  const found: [path: string, exported: string, name: string][] = [];
  const local = new Map<string, [path: string, exported: string]>();
  for (const [statement, list, path] of code.matchAll(IMPORTS)) {
    for (const [exported, name] of pairs(list!)) {
      if (statement.startsWith('export')) found.push([path!, exported, name]);
      else local.set(name, [path!, exported]);
    }
  }
  for (const [name, as] of pairs(EXPORTS.exec(code)?.[1] ?? '')) found.push([...local.get(name)!, as]);
  const paths = [...new Set(found.map(([path]) => path))];
  for (const path of paths) {
    const own = found.filter(([one]) => one === path);
    const list = own.map(([, exported, name]) => `${exported} as ${name}`).join(',');
    const part = /^parts\/(.*)\.js$/.exec(path)?.[1];
    const file = part ? `parts/${part}.names.js` : 'index.js';
    chunks.modules[file] = `export{${list}}from"./${part ? `${part}.js` : path}";`;
    if (!part) continue;
    const names = own.map(([, , name]) => name).sort();
    chunks.names[part] = { names, modules: [...withImports(path, output), file] };
  }
}

/** `a as b,c` */
const pairs = (list: string) =>
  list
    .split(',')
    .filter(Boolean)
    .map((one): [string, string] => {
      const [name = '', as = name] = one.split(' as ');
      return [name, as];
    });
