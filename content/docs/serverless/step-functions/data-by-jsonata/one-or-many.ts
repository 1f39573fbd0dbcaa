import { check, Cloud, table } from 'desired-capacity';

const { sfn } = new Cloud();
const input = {
  lines: [
    { sku: 'a', n: 1 },
    { sku: 'b', n: 2 },
    { sku: 'c', n: 2 },
  ],
};
const expressions = [
  '$states.input.lines.sku',
  '$states.input.lines[n = 2].sku',
  '$states.input.lines[n = 1].sku',
  '[$states.input.lines[n = 1].sku]',
  '$states.input.lines[n = 9].sku',
  '[$states.input.lines[n = 9].sku]',
  '$exists($states.input.lines[n = 9])',
];
// #region each, evaluated as the output of a state
const rows = [];
for (const expression of expressions) {
  const { status, output, error } = await sfn.testState({
    definition: JSON.stringify({
      QueryLanguage: 'JSONata',
      Type: 'Pass',
      Output: `{% ${expression} %}`,
      End: true,
    }),
    input: JSON.stringify(input),
  });
  rows.push({ expression, status: status!, gives: output ?? error! });
}
// #endregion
// #region the table and the checks
table('One, many, none', rows);
const gives = rows.map((row) => row.gives);
check('many are a list', gives[1] === '["b","c"]');
check('one is no list', gives[2] === '"a"');
check('in brackets, one is a list of one', gives[3] === '["a"]');
check('none is an error', gives[4] === 'States.QueryEvaluationError');
check('in brackets, none is an empty list', gives[5] === '[]');
// #endregion
