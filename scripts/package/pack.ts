import { join } from 'node:path';
import { buildPackage } from './build.ts';
import { npm } from './npm.ts';

/** What `npm pack` made. */
export interface Tarball {
  /** Absolute path of the .tgz. */
  path: string;
  /** Paths in the package of the files it holds. */
  files: string[];
  /** Bytes, packed. */
  size: number;
}

/** Builds the library and packs it into `folder`, as it would be published. */
export async function packPackage(folder: string): Promise<Tarball> {
  const built = await buildPackage();
  const [packed] = JSON.parse(npm(['pack', built, '--json', '--pack-destination', folder], folder));
  return {
    path: join(folder, packed.filename),
    files: packed.files.map((file: { path: string }) => file.path),
    size: packed.size,
  };
}
