import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { astro, ROOT } from '../astro.ts';

/**
 * The site without its pages, copied into `.cache/bench`, to be built with the pages that a bench gives it. It stands
 * inside the repository, so it finds the packages by walking up.
 */
export class SiteCopy {
  readonly folder: string;

  constructor(name: string) {
    this.folder = join(ROOT, '.cache/bench', name);
    rmSync(this.folder, { recursive: true, force: true });
    const listed = ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate'];
    const files = execFileSync('git', listed, { cwd: ROOT, encoding: 'utf8' }).trim().split('\n');
    for (const file of files) {
      if (!file.startsWith('content/docs/')) cpSync(join(ROOT, file), join(this.folder, file));
    }
    this.write('content/docs/index.md', '---\ntitle: Bench\n---\n');
  }

  /** Copies a file or folder of the repository. */
  copy(path: string, as = path): void {
    cpSync(join(ROOT, path), join(this.folder, as), { recursive: true });
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  /** Builds it; returns how long that took, in seconds. */
  build(): number {
    const start = performance.now();
    if (astro(['build', '--silent'], {}, this.folder) !== 0)
      throw new Error(`${this.folder} does not build.`);
    return (performance.now() - start) / 1000;
  }
}
