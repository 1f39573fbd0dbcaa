import type { Timer } from '../../kernel/index.ts';

/** Where the data of a file lie. */
export type StorageClass = 'standard' | 'infrequent' | 'archive';

/** A file. */
export interface File {
  text: string;
  bytes: number;
  storage: StorageClass;
  /** When it was last read or written in Standard, in seconds. */
  since: number;
  /** Before that time it leaves Standard for no reason, in seconds. */
  readonly notBefore: number;
  timer?: Timer;
}

const KIB = 1024;
/** The inode of each file, which stays in Standard. */
const METADATA = 2 * KIB;
/** The root directory of an empty file system: an inode, and 4 KiB. */
const ROOT = 6 * KIB;

/** What the data of a file are metered as: 4 KiB at least, and in steps of 4 KiB. https://docs.aws.amazon.com/efs/latest/ug/metered-sizes.html */
export const meteredSize = (bytes: number): number => Math.max(1, Math.ceil(bytes / (4 * KIB))) * 4 * KIB;

/** Sizes by storage class, in bytes: as they are metered, and as they are billed, with at least 128 KiB of a cold file. */
export function sizesOf(files: Iterable<File>) {
  const metered = { standard: ROOT, infrequent: 0, archive: 0 };
  const billed = { standard: ROOT, infrequent: 0, archive: 0 };
  for (const { bytes, storage } of files) {
    const size = meteredSize(bytes);
    metered.standard += METADATA;
    billed.standard += METADATA;
    metered[storage] += size;
    billed[storage] += storage === 'standard' ? size : Math.max(size, 128 * KIB);
  }
  return { metered, billed };
}
