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
  const { stdout, stderr } = spawnSync(process.execPath, [join(folder, 'scripts/check.ts'), ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, CI: '' },
  });
  // What is to be mended takes its time too.
  const parts = Array.from(
    stdout.matchAll(/^[✓✗] ([\w-]+)(?:: \d+ to mend)? \(([\d.]+) s\)$/gm),
    ([, name, seconds]) => [name!, Number(seconds)] as const,
  );
  if (parts.length === 0) throw new Error(`npm run check has failed:\n${stdout}${stderr}`);
  return { whole: (performance.now() - start) / 1000, parts: Object.fromEntries(parts) };
}
