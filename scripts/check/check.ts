import type { Changes } from './changes.ts';
import type { Problem } from './problem.ts';

/** What a check looks at. */
export interface Scope {
  changes: Changes;
  /** Whether it writes what it can: the texts that examples print. */
  write: boolean;
}

/** One thing that must hold all over the repository. */
export interface Check {
  /** A word: `links`. */
  name: string;
  /** What mends its problems, in general. */
  mend: string;
  /**
   * All that is wrong under a root; at the least all that the changes made wrong.
   *
   * @param root absolute path of the repository, or of a small one like it
   */
  find(root: string, scope: Scope): Problem[] | Promise<Problem[]>;
}
