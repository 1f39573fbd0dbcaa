import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { lastChange, lastChanges } from './changed.ts';

/** A folder outside of any repository. */
function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'changed-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

test('a file changed last in its newest commit, a folder with the newest of its files', () => {
  const root = folder();
  const git = (date: string, ...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args], {
      cwd: root,
      env: { ...process.env, GIT_COMMITTER_DATE: date },
    });
  const commit = (day: number, ...files: string[]) => {
    for (const file of files) writeFileSync(join(root, file), String(day));
    git(`2026-01-0${day}T12:00:00Z`, 'add', '.');
    git(`2026-01-0${day}T12:00:00Z`, 'commit', '--quiet', '--message', 'x');
  };
  mkdirSync(join(root, 'docs/näme'), { recursive: true });
  git('2026-01-01T12:00:00Z', 'init', '--quiet');
  commit(1, 'docs/a.mdx', 'docs/näme/b c.mdx', 'other');
  commit(2, 'docs/a.mdx');
  commit(3, 'other');

  const changes = lastChanges(['docs'], root);
  expect([...changes].map(([file, date]) => `${file} ${date.getUTCDate()}`).sort()).toEqual([
    'docs/a.mdx 2',
    'docs/näme/b c.mdx 1',
  ]);
  expect(lastChange('docs', changes)?.getUTCDate()).toBe(2);
  expect(lastChange('docs/näme', changes)?.getUTCDate()).toBe(1);
  expect(lastChange('doc', changes)).toBeUndefined();
});

test('nothing has changed where there is no Git', () => {
  expect(lastChanges(['docs'], folder())).toEqual(new Map());
});
