import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What `make` makes of `inputs`: made once, then kept as a file in a cache until the inputs change.
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
  // Renamed, because a check and a build may write at once.
  writeFileSync(`${file}.${process.pid}`, made);
  renameSync(`${file}.${process.pid}`, file);
  return made;
}
