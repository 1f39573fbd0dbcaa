/** What the NFS client of an instance says, in its own words: nobody answers, or the name leads nowhere. */
export class NfsError extends Error {
  override name = 'NfsError';
}
