import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The branch that changes are merged into: the first of these that is there. */
const MAIN = ['origin/main', 'main'];

/** What has changed of a repository; or that all of it is to be looked at. */
export class Changes {
  /** Paths from the root, with slashes; undefined where everything counts as changed. */
  readonly paths: readonly string[] | undefined;
  readonly #root: string;

  /** Everything, unless there are paths. */
  constructor(root: string, paths?: readonly string[]) {
    this.#root = root;
    this.paths = paths;
  }

  /** What is not on the main branch yet, committed or not. Everything where that is nothing, or Git can't tell. */
  static since(root: string): Changes {
    const git = (...args: string[]) =>
      execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const names = (...args: string[]) =>
      git(...args)
        .split('\0')
        .filter(Boolean);
    try {
      const refs = git('for-each-ref', '--format=%(refname:short)').split('\n');
      const base = git('merge-base', 'HEAD', MAIN.find((name) => refs.includes(name)) ?? 'HEAD').trim();
      const paths = [
        ...names('diff', '--name-only', '--no-renames', '-z', base),
        ...names('ls-files', '--others', '--exclude-standard', '-z'),
      ];
      return new Changes(root, paths.length > 0 ? paths : undefined);
    } catch {
      return new Changes(root);
    }
  }

  /** Whether everything counts as changed. */
  get all(): boolean {
    return this.paths === undefined;
  }

  /** Whether a file has changed, by its absolute path. */
  has(file: string): boolean {
    return !this.paths || this.paths.includes(relative(this.#root, file).replaceAll('\\', '/'));
  }

  /** Whether any file has changed, or gone, whose path from the root fits. */
  some(pattern: RegExp): boolean {
    return !this.paths || this.paths.some((path) => pattern.test(path));
  }

  /**
   * The changed files that are there and whose path from the root fits; undefined for all files, which is also the
   * answer when one has changed that all depend on.
   *
   * @param shared fits what all depend on: a tool's configuration
   */
  matching(pattern: RegExp, shared: RegExp): string[] | undefined {
    if (!this.paths || this.some(shared)) return undefined;
    return this.paths.filter((path) => pattern.test(path) && existsSync(join(this.#root, path)));
  }
}
