import type { StartingPosition } from 'desired-capacity/kinesis';

/**
 * Where a reader begins to read, each time that it starts. `last` is the
 * sequence number of the last click that it has counted; undefined if it has
 * counted none.
 */
export function begin(last: string | undefined): StartingPosition {
  if (last === undefined) return { type: 'TRIM_HORIZON' };
  return { type: 'AFTER_SEQUENCE_NUMBER', sequenceNumber: last };
}
