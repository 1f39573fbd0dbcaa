import { expect, test } from 'vitest';
import { knobsBeside } from './knobs.ts';

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
