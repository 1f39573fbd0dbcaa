import { createHash } from 'node:crypto';
import {
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Rolldown, version } from 'vite';
import { ROOT } from '../astro.ts';

/** The folder of the bundles. */
const LIBRARIES = join(ROOT, '.cache/examples/library');
const SIM = join(ROOT, 'src/sim');
const HOST = join(ROOT, 'scripts/examples/host.ts');
const SERVICES = join(SIM, 'services');
const DAY = 24 * 60 * 60 * 1000;

/** One file of the bundle. */
export interface Chunk {
  /** Of its code, without comments. */
  hash: string;
  /** Absolute paths of the modules in it. */
  modules: string[];
}

/**
 * The library as examples run on it: one file for the core, one a service, and the host that runs an example. A run
 * loads the files that it touches.
 */
export interface Library {
  /** Absolute path of the folder of the chunks. */
  folder: string;
  /** Every chunk, by the name of its file. `core.js` and `host.js` are in every run. */
  chunks: Record<string, Chunk>;
  /** By the name of the cloud's getter: the chunk of the service, and the name of its class there. */
  services: Record<string, { chunk: string; name: string }>;
}

/** Absolute paths of all that may be in the bundle. */
function sources(): string[] {
  return globSync(['src/sim/**/*.ts', 'src/sandbox/**/*.ts', 'scripts/examples/host.ts'], { cwd: ROOT })
    .filter((file) => !file.endsWith('.test.ts'))
    .sort()
    .map((file) => join(ROOT, file));
}

/**
 * The library of this moment. Bundled once for each state of the sources, which may be asked for by several processes
 * at once.
 */
export async function loadLibrary(): Promise<Library> {
  const hash = createHash('sha256').update(version);
  for (const file of sources()) hash.update(`\0${file}\0`).update(readFileSync(file));
  const folder = join(
    LIBRARIES,
    hash
      .update(readFileSync(import.meta.filename))
      .digest('hex')
      .slice(0, 16),
  );
  const manifest = join(folder, 'library.json');
  if (!existsSync(manifest)) await bundleInto(folder);
  return { folder, ...(JSON.parse(readFileSync(manifest, 'utf8')) as Omit<Library, 'folder'>) };
}

async function bundleInto(folder: string): Promise<void> {
  const written = `${folder}.${process.pid}`;
  mkdirSync(written, { recursive: true });
  const chunks: Library['chunks'] = {};
  for (const { fileName, code, moduleIds } of await bundleChunks()) {
    writeFileSync(join(written, fileName), code);
    // The names that a chunk exports follow from what the others use of it.
    const own = code.replace(/export \{[^}]*\};?\s*$/, '');
    chunks[fileName] = { hash: createHash('sha256').update(own).digest('hex'), modules: moduleIds };
  }
  const services = await findServices(written);
  writeFileSync(join(written, 'library.json'), JSON.stringify({ chunks, services }));
  try {
    renameSync(written, folder);
  } catch {
    // Another process was first.
    rmSync(written, { recursive: true });
  }
  for (const name of readdirSync(LIBRARIES)) {
    const old = join(LIBRARIES, name);
    if (Date.now() - statSync(old).mtimeMs > DAY) rmSync(old, { recursive: true, force: true });
  }
}

async function bundleChunks(): Promise<Rolldown.OutputChunk[]> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    root: ROOT,
    build: {
      write: false,
      target: 'esnext',
      minify: false,
      modulePreload: false,
      rolldownOptions: {
        input: {
          core: join(SIM, 'core.ts'),
          host: HOST,
          table: join(SERVICES, 'index.ts'),
          ...Object.fromEntries(serviceFolders().map((name) => [name, join(SERVICES, name, 'index.ts')])),
        },
        external: /^node:/,
        preserveEntrySignatures: 'strict',
        // A chunk holds all of its modules, whatever the others use of them.
        treeshake: false,
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: '[name].part.js',
          comments: false,
          keepNames: true,
          minifyInternalExports: false,
          codeSplitting: { groups: [{ name: chunkOf }] },
        },
      },
    },
  });
  const { output } = (Array.isArray(result) ? result[0]! : result) as Rolldown.RolldownOutput;
  return output.filter((file) => file.type === 'chunk');
}

function serviceFolders(): string[] {
  return globSync('*/index.ts', { cwd: SERVICES }).map((file) => dirname(file));
}

/** The chunk of a module: a service's is that of its folder. */
function chunkOf(module: string): string | undefined {
  if (relative(SIM, module).startsWith('..')) return undefined;
  const [name, inside] = relative(SERVICES, module).split(/[\\/]/);
  return name === '..' ? 'core' : inside && name;
}

/** Which chunk has the class of each service in the table. */
async function findServices(folder: string): Promise<Library['services']> {
  const load = (name: string) =>
    import(/* @vite-ignore */ pathToFileURL(join(folder, `${name}.js`)).href) as Promise<
      Record<string, unknown>
    >;
  const { services: table } = (await load('table')) as { services: Record<string, unknown> };
  const found: Library['services'] = {};
  for (const name of serviceFolders()) {
    const exported = Object.entries(await load(name));
    for (const [getter, Class] of Object.entries(table)) {
      const named = exported.find(([, value]) => value === Class);
      if (named) found[getter] = { chunk: `${name}.js`, name: named[0] };
    }
  }
  for (const name of Object.keys(table)) {
    if (!found[name]) throw new Error(`No index.ts of a service exports the class of '${name}'.`);
  }
  return found;
}
