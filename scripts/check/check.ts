import type { Problem } from './problem.ts';

/** One thing that must hold all over the repository. */
export interface Check {
  /** A word: `links`. */
  name: string;
  /** What mends its problems, in general. */
  mend: string;
  /**
   * All that is wrong under a root.
   *
   * @param root absolute path of the repository, or of a small one like it
   */
  find(root: string): Problem[] | Promise<Problem[]>;
}
