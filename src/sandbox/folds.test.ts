import { expect, test } from 'vitest';
import { foldsOf, shownLines } from './folds.ts';

const CODE = `import {
  check,
  Cloud,
} from 'desired-capacity';

import type { Message } from 'desired-capacity/sqs';

const cloud = new Cloud();
// #region recording
const seen: Message[] = [];
const all = 1;
// #endregion
await cloud.run();
// #region
check('a', true);
// #endregion
`;

test('imports of several lines and regions fold, each under what it holds', () => {
  expect(foldsOf(CODE)).toEqual([
    { from: 1, to: 6, label: 'import check, Cloud, Message' },
    { from: 9, to: 12, label: 'recording: 2 lines' },
    { from: 14, to: 16, label: 'plumbing: 1 line' },
  ]);
  expect(shownLines(CODE)).toBe(5);
});

test('one or two lines of imports stay, and so does code without any', () => {
  expect(
    foldsOf(`import { Cloud } from 'desired-capacity';\nimport { a } from './a.ts';\n\nnew Cloud();\n`),
  ).toEqual([]);
  expect(foldsOf(`import { Cloud } from 'desired-capacity';\n\nnew Cloud();\n`)).toEqual([]);
  expect(foldsOf('const a = 1;\n')).toEqual([]);
  expect(shownLines('const a = 1;\n')).toBe(1);
});

test.each([
  ['// #region a\nconst a = 1;', 1, /does not end/],
  ['const a = 1;\n// #endregion', 2, /has not begun/],
  ['// #region a\n// #region b\n// #endregion', 2, /before the one of line 1 ends/],
])('a region that is not whole is told by its line: %j', (code, line, message) => {
  expect(() => foldsOf(code)).toThrow(message);
  expect(() => foldsOf(code)).toThrow(expect.objectContaining({ line }) as Error);
});
