/** Something that is wrong: where, what, and what to do about it. */
export interface Problem {
  /** Absolute path. */
  file: string;
  /** 1-based; 1 where the whole file is meant. */
  line: number;
  message: string;
  /** What mends it, where that depends on the case; a check says what mends its problems in general. */
  mend?: string;
}

/** Orders problems by file and line, in place. */
export function sorted<P extends Problem>(problems: P[]): P[] {
  return problems.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
}

/** Thrown by what can't go on because of a problem in a file that it reads. */
export class Unreadable extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.file}:${problem.line}: ${problem.message}`);
    this.problem = problem;
  }
}
