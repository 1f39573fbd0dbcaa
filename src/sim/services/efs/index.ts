/** Amazon EFS: file systems that many instances have open at once, in all zones, and what they cost. */
export { Efs } from './efs.ts';
export { NfsError } from './errors.ts';
export { FileSystem, type StorageClass } from './file-system.ts';
export { efsLimits } from './limits.ts';
export type { EfsModel } from './model.ts';
export { Mount, type WriteOptions } from './mount.ts';
export { efsPrices } from './prices.ts';
