import { check, Cloud, table } from 'desired-capacity';

const { sfn } = new Cloud();
const input = { name: 'Ada', tags: [{ key: 'a' }, { key: 'b' }], none: [] };
const paths = [
  '$.name',
  '$.nickname',
  '$.tags[0].key',
  '$.tags[5].key',
  '$.tags[*].key',
  '$.none[*].key',
  "$.tags[?(@.key == 'z')]",
  '$.none[0:2]',
];
// #region each, tried in a Pass state
const rows = [];
for (const path of paths) {
  const state = { Type: 'Pass', Parameters: { 'x.$': path }, End: true };
  const { status, output } = await sfn.testState({
    definition: JSON.stringify(state),
    input: JSON.stringify(input),
  });
  rows.push({
    path,
    status: status!,
    'x is': output ? JSON.stringify(JSON.parse(output).x) : '–',
  });
}
// #endregion
// #region the table and the checks
table('What a path finds', rows);
const found = Object.fromEntries(rows.map((row) => [row.path, row['x is']]));
check(
  'a path to one thing finds it, or fails',
  found['$.name'] === '"Ada"' && found['$.nickname'] === '–',
);
check(
  'a path to many finds none, and that is no failure',
  found['$.none[*].key'] === '[]',
);
check(
  'a filter that nothing passes is an empty list',
  found["$.tags[?(@.key == 'z')]"] === '[]',
);
// #endregion
