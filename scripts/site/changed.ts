import { execFileSync } from 'node:child_process';

/**
 * When each file was last committed: by path from the root of the repository, in one pass over the history. Empty where
 * there is no Git.
 *
 * @param paths files or folders to look at, from the root
 * @param root the repository
 */
export function lastChanges(paths: readonly string[], root = process.cwd()): Map<string, Date> {
  const dates = new Map<string, Date>();
  let log: string;
  try {
    log = execFileSync('git', ['log', '-z', '--format=%x01%cI', '--name-only', '--', ...paths], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return dates;
  }
  for (const commit of log.split('\x01').slice(1)) {
    const [date, ...files] = commit.split(/[\0\n]+/).filter(Boolean);
    // The newest commit comes first.
    for (const file of files) if (!dates.has(file)) dates.set(file, new Date(date!));
  }
  return dates;
}

/** When something under a folder was last committed; undefined where nothing was. */
export function lastChange(folder: string, changes: ReadonlyMap<string, Date>): Date | undefined {
  let last: Date | undefined;
  for (const [file, date] of changes) {
    if (file.startsWith(`${folder}/`) && (!last || date > last)) last = date;
  }
  return last;
}
