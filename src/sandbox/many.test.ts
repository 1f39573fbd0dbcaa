import { expect, test } from 'vitest';
import type { Entry } from '../sim/report/transcript.ts';
import { cut, manyRuns } from './many.ts';

const say = (text: string): Entry => ({ type: 'console', level: 'log', text });

test('each seed has copies of all files, whose imports lead to each other', () => {
  const { files, entry } = manyRuns(
    { 'a.ts': `import './parts/b.ts';`, 'parts/b.ts': '' },
    'a.ts',
    [3, 4],
    '#',
  );
  expect(Object.keys(files)).toEqual([
    'seed-3/a.ts',
    'seed-3/parts/b.ts',
    'seed-4/a.ts',
    'seed-4/parts/b.ts',
    entry,
  ]);
  expect(files[entry]).toMatch(/begin\(3\);[^]*import\('\.\/seed-3\/a\.ts'\)[^]*begin\(4\);/);
});

test('what many runs show is cut where each is over; what has no end comes last', async () => {
  async function* shown() {
    yield say('one');
    yield say('#done');
    yield say('#error');
    yield say('begun');
    await Promise.resolve();
    yield { type: 'end', reason: 'stopped' } satisfies Entry;
  }
  const pieces = [];
  for await (const piece of cut(shown(), '#')) pieces.push(piece);
  expect(pieces).toEqual([
    { entries: [say('one'), { type: 'end', reason: 'done' }], whole: true },
    { entries: [{ type: 'end', reason: 'error' }], whole: true },
    { entries: [say('begun'), { type: 'end', reason: 'stopped' }], whole: false },
  ]);
});
