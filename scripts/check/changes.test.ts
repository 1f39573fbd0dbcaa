import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Changes } from './changes.ts';

/** A repository of Git with three files on its main branch, and a branch that begins there. */
function repository() {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'changes-')));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const git = (...args: string[]) => {
    const person = ['-c', 'user.name=A', '-c', 'user.email=a@example.org'];
    execFileSync('git', [...person, ...args], { cwd: root, stdio: 'ignore' });
  };
  const write = (path: string, text = path) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const commit = () => {
    git('add', '.');
    git('commit', '-m', 'more');
  };
  git('init', '-b', 'main');
  for (const path of ['a.ts', 'b/c.ts', 'gone.md']) write(path);
  write('.gitignore', 'ignored');
  commit();
  git('checkout', '-b', 'mine');
  const changed = () => Changes.since(root).paths?.toSorted();
  return { root, git, write, commit, changed };
}

test('nothing but what is on the main branch means everything', () => {
  const { root, changed } = repository();
  expect(changed()).toBeUndefined();
  expect(Changes.since(root).all).toBe(true);
});

test('changes are counted from where the branch left main, whether committed, staged or neither', () => {
  const { root, git, write, commit, changed } = repository();
  write('a.ts', 'committed');
  commit();
  write('staged.ts');
  git('add', 'staged.ts');
  write('b/c.ts', 'saved');
  write('b/with space é.ts');
  write('ignored');
  rmSync(join(root, 'gone.md'));
  expect(changed()).toEqual(['a.ts', 'b/c.ts', 'b/with space é.ts', 'gone.md', 'staged.ts']);
  git('checkout', 'main', '--force');
  write('main.ts');
  commit();
  git('checkout', 'mine');
  expect(changed()).not.toContain('main.ts');
});

test('a main branch that was fetched counts before one’s own', () => {
  const { git, write, commit, changed } = repository();
  git('checkout', 'main');
  git('update-ref', 'refs/remotes/origin/main', 'main');
  expect(changed()).toBeUndefined();
  write('a.ts', 'not pushed');
  commit();
  expect(changed()).toEqual(['a.ts']);
});

test('a folder outside Git means everything', () => {
  expect(Changes.since(tmpdir()).all).toBe(true);
});

test('a tool looks at the changed files of its kind, and at all where its configuration has changed', () => {
  const { root, write } = repository();
  write('a.ts', 'saved');
  rmSync(join(root, 'gone.md'));
  const changes = Changes.since(root);
  expect(changes.matching(/\.ts$/, /^tool\.json$/)).toEqual(['a.ts']);
  expect(changes.matching(/\.md$/, /^tool\.json$/)).toEqual([]);
  expect(changes.some(/\.md$/)).toBe(true);
  expect(changes.has(join(root, 'a.ts'))).toBe(true);
  expect(changes.has(join(root, 'b/c.ts'))).toBe(false);
  write('tool.json');
  expect(Changes.since(root).matching(/\.ts$/, /^tool\.json$/)).toBeUndefined();
  expect(new Changes(root).matching(/\.ts$/, /^tool\.json$/)).toBeUndefined();
});
