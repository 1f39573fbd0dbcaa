/** An object of a bucket. */
export interface S3Object {
  /** Its key. */
  readonly key: string;
  /** What it holds. */
  readonly body: Uint8Array;
  /** The MD5 of the body, in quotes. */
  readonly eTag: string;
  /** When it was put. */
  readonly lastModified: Date;
  /** What it is said to be: 'text/plain'. */
  readonly contentType: string;
}
