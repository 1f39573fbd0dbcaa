import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { SiteCopy } from './site-copy.ts';

/** How long `npm run check` takes, in seconds. */
export interface CheckTimes {
  whole: number;
  /** Each check by its name; they run side by side. */
  parts: Record<string, number>;
}

const CHAPTER = 'content/docs/messaging/sqs/polling.mdx';

/** Checks a copy of the repository: all of it, all again, and what one edited chapter may break. */
export function checkTimes(): Record<'first' | 'again' | 'chapter', CheckTimes> {
  const copy = new SiteCopy('checks');
  copy.commit();
  const first = check(copy.folder, 'all');
  const again = check(copy.folder, 'all');
  copy.write(CHAPTER, `${copy.read(CHAPTER)}\nOne more line.\n`);
  return { first, again, chapter: check(copy.folder) };
}

function check(folder: string, ...args: string[]): CheckTimes {
  const start = performance.now();
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [join(folder, 'scripts/check.ts'), ...args],
    {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, CI: '' },
    },
  );
  if (status !== 0) throw new Error(`The check has failed:\n${stdout}${stderr}`);
  const parts = stdout.matchAll(/^✓ (\S+) \(([\d.]+) s\)$/gm);
  return {
    whole: (performance.now() - start) / 1000,
    parts: Object.fromEntries(Array.from(parts, ([, name, seconds]) => [name!, Number(seconds)])),
  };
}
