import { relative } from 'node:path';
import { PACKAGES } from './package/build.ts';
import { packPackage } from './package/pack.ts';

/** `npm run package`: the library as a tarball, to be installed or published. */
const { path, files, size } = await packPackage(PACKAGES);
console.log(`${relative(process.cwd(), path)}: ${files.length} files, ${(size / 1000).toFixed(0)} KB`);
