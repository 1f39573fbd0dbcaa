import { cpSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ROOT } from '../astro.ts';
import { libraryChunks, SOURCE } from './chunks.ts';
import { emitTypes } from './emit.ts';
import { hashOf, kept } from './kept.ts';
import { manifest } from './manifest.ts';

/** Where built packages are kept, each in a folder named by what it was built from. */
export const PACKAGES = join(ROOT, '.cache/package');

/** The services of the library, by the folders of their code: each is a path of the package too. */
export function serviceNames(): string[] {
  return globSync('services/*/index.ts', { cwd: SOURCE })
    .map((file) => basename(dirname(file)))
    .sort();
}

/** Everything that the package is made from, the tools that make it included. */
function keyOf(): string {
  return hashOf(
    globSync(
      [
        'package.json',
        'LICENSE',
        'src/sim/README.md',
        'src/sim/**/*.ts',
        'scripts/package/*.ts',
        'node_modules/{typescript,vite}/package.json',
      ],
      { cwd: ROOT },
    ),
  );
}

/**
 * Builds the library as it is published: JavaScript in chunks, as ES modules and for `require`, types, package.json,
 * README and licence. What was built from the same files before is taken as it is.
 *
 * @returns the folder: a whole package, ready to be packed, linked into node_modules or mounted there
 * @throws Error where types do not agree
 */
export function buildPackage(): Promise<string> {
  return kept('package', keyOf(), async (folder) => {
    const dist = join(folder, 'dist');
    const services = serviceNames();
    emitTypes(['index.ts', ...services.map((name) => `services/${name}/index.ts`)], SOURCE, dist);
    for (const edition of ['esm', 'cjs'] as const) {
      const { modules } = await libraryChunks(edition);
      for (const [path, text] of Object.entries(modules)) {
        mkdirSync(dirname(join(dist, path)), { recursive: true });
        writeFileSync(join(dist, path), text);
      }
    }
    const own = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest(own, services), null, 2)}\n`);
    cpSync(join(SOURCE, 'README.md'), join(folder, 'README.md'));
    cpSync(join(ROOT, 'LICENSE'), join(folder, 'LICENSE'));
  });
}
