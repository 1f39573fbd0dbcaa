/**
 * A way to break a model: an edit of one of its files. A proof of the course is worth something where it fails under a
 * breakage. A service's `breakages.ts` holds them by name; so do those of `kernel` and `cloud`.
 */
export interface Breakage {
  /** The file, from the folder of the list. */
  readonly file: string;
  /** A text that stands in the file once. */
  readonly text: string;
  /** What stands there instead. */
  readonly instead: string;
}

/** Breakages by name: what the broken model does, in words. */
export type Breakages = Readonly<Record<string, Breakage>>;
