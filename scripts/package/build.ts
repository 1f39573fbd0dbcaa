import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  globSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../astro.ts';
import { emit } from './emit.ts';
import { manifest } from './manifest.ts';

const SOURCE = join(ROOT, 'src/sim');
/** Where built packages are kept, each in a folder named by what it was built from. */
export const PACKAGES = join(ROOT, '.cache/package');
const DAY = 24 * 60 * 60 * 1000;

/** Everything that the package is made from, the tools that make it included. */
function keyOf(): string {
  const files = globSync(
    [
      'package.json',
      'LICENSE',
      'src/sim/**/*',
      'scripts/package/*.ts',
      'node_modules/typescript/package.json',
    ],
    { cwd: ROOT },
  )
    .filter((file) => !file.endsWith('.test.ts') && statSync(join(ROOT, file)).isFile())
    .sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(join(ROOT, file)));
  return hash.digest('hex').slice(0, 16);
}

/**
 * Builds the library as it is published: JavaScript, types, package.json, README and licence. What was built from the
 * same files before is taken as it is.
 *
 * @returns the folder: a whole package, ready to be packed, linked into node_modules or mounted there
 * @throws Error where types do not agree
 */
export function buildPackage(): string {
  const folder = join(PACKAGES, keyOf());
  if (existsSync(folder)) return folder;
  removeOld();
  // Renamed when it is whole, because a test and a build may build it at once; the first to end does.
  const made = `${folder}.${process.pid}`;
  rmSync(made, { recursive: true, force: true });
  emit(join(SOURCE, 'index.ts'), SOURCE, join(made, 'dist'));
  const own = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  writeFileSync(join(made, 'package.json'), `${JSON.stringify(manifest(own), null, 2)}\n`);
  cpSync(join(SOURCE, 'README.md'), join(made, 'README.md'));
  cpSync(join(ROOT, 'LICENSE'), join(made, 'LICENSE'));
  try {
    renameSync(made, folder);
  } catch (error) {
    rmSync(made, { recursive: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** What was built more than a day ago is of a library that has changed since, or is soon built again. */
function removeOld(): void {
  for (const name of globSync('*', { cwd: PACKAGES })) {
    const path = join(PACKAGES, name);
    if (statSync(path).mtimeMs < Date.now() - DAY) rmSync(path, { recursive: true, force: true });
  }
}
