import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';

/* The clauses of the contract that need another process: /simulator/determinism/ names this file. */

function run(env: Record<string, string> = {}): string {
  const world = join(import.meta.dirname, 'world.ts');
  return execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', world], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
}

let first: string;
beforeAll(() => void (first = run({ TZ: 'UTC', LC_ALL: 'C' })));

test('the run sees something', () => {
  const [seen, , now] = JSON.parse(first) as [unknown[], object, number];
  expect(seen.length).toBeGreaterThan(200);
  expect(seen).toContainEqual('2026-01-01T01:00:00.000Z');
  expect(now).toBe(30 * 3600 + 60);
});

test.each([
  ['another process', { TZ: 'UTC', LC_ALL: 'C' }],
  ['a time zone east of Greenwich', { TZ: 'Pacific/Kiritimati' }],
  ['a time zone with summer time', { TZ: 'America/New_York' }],
  ['a language that sorts and writes otherwise', { LC_ALL: 'sv_SE.UTF-8', LANG: 'sv_SE.UTF-8' }],
  ['a language without our letters', { LC_ALL: 'ar_EG.UTF-8', LANG: 'ar_EG.UTF-8' }],
])('%s prints the same', (_, env) => {
  expect(run(env)).toBe(first);
});
