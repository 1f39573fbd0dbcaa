import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MONTH = 30 * 24 * 60 * 60 * 1000;

/** Folders that this process has rid of what is old. */
const swept = new Set<string>();

/**
 * What `make` makes of `inputs`: made once, then kept as a file in a cache until the inputs change. What is older than a
 * month goes: it is made again where it is wanted.
 *
 * @param folder where it is kept
 * @param inputs all that the result depends on
 */
export async function keptFile(
  folder: string,
  inputs: readonly string[],
  make: () => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const key = createHash('sha256').update(JSON.stringify(inputs)).digest('hex').slice(0, 32);
  const file = join(folder, key);
  try {
    return readFileSync(file);
  } catch {
    // Not there yet.
  }
  const made = await make();
  mkdirSync(folder, { recursive: true });
  sweep(folder);
  // Renamed, because a check and a build may write at once.
  writeFileSync(`${file}.${process.pid}`, made);
  renameSync(`${file}.${process.pid}`, file);
  return made;
}

function sweep(folder: string): void {
  if (swept.has(folder)) return;
  swept.add(folder);
  for (const name of readdirSync(folder)) {
    const { mtimeMs } = statSync(join(folder, name), { throwIfNoEntry: false }) ?? {};
    if (mtimeMs !== undefined && mtimeMs < Date.now() - MONTH) rmSync(join(folder, name), { force: true });
  }
}
