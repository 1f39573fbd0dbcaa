import { expect, test } from 'vitest';
import { requireShape } from '../components/shape-beside.ts';
import { shapeFaults } from './shape.ts';

const faults = (files: Record<string, string>) =>
  shapeFaults({ shown: 'x.ts', editable: Object.keys(files), files });

test('a malformed knob is told by its line', () => {
  expect(faults({ 'x.ts': 'const a = 1; // knob 1..5\nconst b = 1; // knob 1-5' })).toMatchObject([
    { name: 'x.ts', line: 2, message: expect.stringContaining(`The knob says '1-5'`) },
  ]);
});

test('a knob in a file beside the first is told by its own file', () => {
  expect(faults({ 'x.ts': '', 'y.ts': 'const b = 1; // knob 1..5' })).toMatchObject([
    { name: 'y.ts', line: 1 },
  ]);
});

test('a file that folds too little, or not wholly, is told', () => {
  const lines = (count: number) => 'const a = 1;\n'.repeat(count);
  const region = '// #region plot\nconst b = 1;\n// #endregion\n';
  expect(faults({ 'x.ts': lines(24) + region, 'y.ts': lines(40) })).toEqual([]);
  expect(faults({ 'x.ts': lines(25) + region })).toMatchObject([
    { name: 'x.ts', line: 1, message: 'Folded, it still shows 26 lines; 25 are the most: fold more of it.' },
  ]);
  expect(faults({ 'x.ts': '', 'y.ts': '\n// #endregion\n' })).toMatchObject([{ name: 'y.ts', line: 2 }]);
});

test('a build names the file from the root of the repository', () => {
  const files = { 'x.starter.ts': '\nconst a = 1; // knob 1-5' };
  const example = { shown: 'x.starter.ts', editable: ['x.starter.ts'], files };
  expect(() =>
    requireShape('content/docs/messaging/sqs/polling.mdx', './polling/x.solution.ts', example),
  ).toThrow(/^content\/docs\/messaging\/sqs\/polling\/x\.starter\.ts:2 The knob says/);
});
