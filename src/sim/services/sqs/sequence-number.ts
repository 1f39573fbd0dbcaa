/** The sequence number of the n-th message of a FIFO queue: twenty digits that grow, with gaps as AWS's have. */
export function sequenceNumber(n: number): string {
  return `188${String(n * 256).padStart(17, '0')}`;
}
