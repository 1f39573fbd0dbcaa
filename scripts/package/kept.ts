import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../astro.ts';

const DAY = 24 * 60 * 60 * 1000;

/** A name for the content of files, their paths included. Tests and folders do not count. */
export function hashOf(files: readonly string[], ...more: string[]): string {
  const hash = createHash('sha256');
  for (const file of files.toSorted()) {
    if (file.endsWith('.test.ts') || !statSync(join(ROOT, file)).isFile()) continue;
    hash.update(`\0${file}\0`).update(readFileSync(join(ROOT, file)));
  }
  for (const text of more) hash.update(`\0${text}`);
  return hash.digest('hex').slice(0, 16);
}

/**
 * A folder that is made once for each key, and taken as it is from then on. What is older than a day goes: it is made
 * again where it is wanted.
 *
 * @param kind the folder of `.cache` that holds it
 * @param make fills the folder
 * @returns the folder's absolute path
 */
export function kept(
  kind: string,
  key: string,
  make: (folder: string) => void | Promise<void>,
): Promise<string> {
  const all = join(ROOT, '.cache', kind);
  const folder = join(all, key);
  if (existsSync(folder)) return Promise.resolve(folder);
  let made = making.get(folder);
  if (!made) {
    made = makeIn(all, folder, make).finally(() => making.delete(folder));
    making.set(folder, made);
  }
  return made;
}

/** What this process is at by now: a hundred pages that want the same must not make it a hundred times. */
const making = new Map<string, Promise<string>>();

async function makeIn(
  all: string,
  folder: string,
  make: (folder: string) => void | Promise<void>,
): Promise<string> {
  for (const name of globSync('*', { cwd: all })) {
    const path = join(all, name);
    if (statSync(path).mtimeMs < Date.now() - DAY) rmSync(path, { recursive: true, force: true });
  }
  // Renamed when it is whole, because a test and a build may make it at once; the first to end does.
  const made = `${folder}.${process.pid}.${++count}`;
  mkdirSync(made, { recursive: true });
  try {
    await make(made);
    renameSync(made, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
  return folder;
}

let count = 0;
