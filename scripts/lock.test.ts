import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { complete, type Lock } from './lock.cjs';

const text = readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8');

test('the lock is whole, and names no address', () => {
  expect(complete(JSON.parse(text) as Lock), 'npm run dependencies adds them').toEqual([]);
  expect(text).not.toMatch(/"resolved"|https?:\/\/[^"]*\.tgz/);
});

test('a package that is missing for a platform gets a stub, beside one of another version too', () => {
  const lock: Lock = {
    packages: {
      '': {},
      'node_modules/a': {
        version: '2.0.0',
        optionalDependencies: { 'a-win32-x64': '2.0.0', 'a-linux': '2.0.0' },
      },
      'node_modules/a-linux': { version: '2.0.0' },
      'node_modules/b/node_modules/a': {
        version: '1.0.0',
        dev: true,
        optionalDependencies: { 'a-linux': '1.0.0' },
      },
    },
  };
  expect(complete(lock)).toEqual(['a-win32-x64', 'a-linux']);
  expect(lock.packages).toMatchObject({
    'node_modules/a-win32-x64': { version: '2.0.0', optional: true, os: ['win32'], cpu: ['x64'] },
    'node_modules/b/node_modules/a-linux': { version: '1.0.0', optional: true, os: ['linux'], dev: true },
  });
  expect(complete(lock)).toEqual([]);
});
