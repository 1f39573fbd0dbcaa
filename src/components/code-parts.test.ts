import { expect, test } from 'vitest';
import { knobsBeside, shownLinesBeside } from './code-parts.ts';

const PAGE = 'content/docs/messaging/sqs/polling.mdx';
const beside = (files: Record<string, string>) =>
  knobsBeside(PAGE, './polling/x.ts', { shown: 'x.ts', editable: Object.keys(files), files });

test('the knobs of an example are those of the file that shows first', () => {
  expect(beside({ 'x.ts': 'const a = 1; // knob 1..5', 'y.ts': 'const b = 1;' })).toMatchObject([
    { name: 'a' },
  ]);
});

test('a malformed knob is told by file and line', () => {
  expect(() => beside({ 'x.ts': '\nconst a = 1; // knob 1-5' })).toThrow(
    /^content\/docs\/messaging\/sqs\/polling\/x\.ts:2 The knob says '1-5': write a range/,
  );
});

test('a knob in a file beside the first is told by its own file', () => {
  expect(() => beside({ 'x.ts': '', 'y.ts': 'const b = 1; // knob 1..5' })).toThrow(
    /^content\/docs\/messaging\/sqs\/polling\/y\.ts:1 /,
  );
});

test('an example that folds too little, or not wholly, is told by file and line', () => {
  const shown = (code: string) =>
    shownLinesBeside(PAGE, './polling/x.ts', { shown: 'x.ts', files: { 'x.ts': code } }, 'x.ts');
  const lines = (count: number) => 'const a = 1;\n'.repeat(count);
  const region = '// #region plot\nconst b = 1;\n// #endregion\n';
  expect(shown(lines(24) + region)).toBe(25);
  expect(shown(lines(40))).toBe(40);
  expect(() => shown(lines(25) + region)).toThrow(
    'content/docs/messaging/sqs/polling/x.ts:1 Folded, it still shows 26 lines; 25 are the most',
  );
  expect(() => shown('\n// #endregion\n')).toThrow(/x\.ts:2 A region ends/);
});
