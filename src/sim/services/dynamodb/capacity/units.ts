/** How a read sees the item: perhaps an older copy, the last one, or in a transaction. */
export type Consistency = 'eventual' | 'strong' | 'transactional';

const READ_BLOCK = 4 * 1024;
const WRITE_BLOCK = 1024;
const READ_UNITS: Readonly<Record<Consistency, number>> = { eventual: 0.5, strong: 1, transactional: 2 };

/**
 * The read units of one read: one for each 4 KB begun, half of it where an older copy will do, twice of it in a
 * transaction. A Query or Scan rounds up its sum, not each item; an item that is not there costs as one of 4 KB.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
 */
export function readUnits(bytes: number, consistency: Consistency): number {
  return Math.max(1, Math.ceil(bytes / READ_BLOCK)) * READ_UNITS[consistency];
}

/** The write units of one write: one for each KB begun of the item before or after, whichever is larger. */
export function writeUnits(bytes: number, transactional = false): number {
  return Math.max(1, Math.ceil(bytes / WRITE_BLOCK)) * (transactional ? 2 : 1);
}
