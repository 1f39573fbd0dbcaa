import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { astro, ROOT } from '../astro.ts';

/**
 * A copy of the site in `.cache/bench`, to be built with pages that the site does not have. It stands inside the
 * repository, so it finds the packages by walking up.
 */
export class SiteCopy {
  readonly folder: string;

  constructor(name: string) {
    this.folder = join(ROOT, '.cache/bench', name);
    rmSync(this.folder, { recursive: true, force: true });
    const listed = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'];
    const files = execFileSync('git', listed, { cwd: ROOT, encoding: 'utf8' });
    for (const file of files.split('\0').filter(Boolean)) cpSync(join(ROOT, file), join(this.folder, file));
    // What the examples showed, so that none runs again.
    const ran = '.cache/examples';
    if (existsSync(join(ROOT, ran))) cpSync(join(ROOT, ran), join(this.folder, ran), { recursive: true });
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  write(path: string, text: string): void {
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
