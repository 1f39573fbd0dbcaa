import { check, Cloud, table } from 'desired-capacity';

const { sfn } = new Cloud();
const charge = {
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName: 'charge', 'Payload.$': '$' },
  Retry: [
    { ErrorEquals: ['Lambda.TooManyRequestsException'], IntervalSeconds: 2 },
  ],
  Catch: [{ ErrorEquals: ['CardRefused'], Next: 'Refuse' }],
  Next: 'Ship',
};

const busy = { error: 'Lambda.TooManyRequestsException', cause: '' };
const mocks = {
  'an answer': { result: '{"Payload":{"paid":true}}' },
  'a busy function': { errorOutput: busy },
  'a refused card': { errorOutput: { error: 'CardRefused', cause: 'no' } },
  'something new': { errorOutput: { error: 'TypeError', cause: 'x is' } },
};
// #region each mock, the table and the checks
const rows = [];
for (const [name, mock] of Object.entries(mocks)) {
  const { status, nextState, inspectionData } = await sfn.testState({
    definition: JSON.stringify(charge),
    input: '{"amount":80}',
    inspectionLevel: 'TRACE',
    mock: { ...mock, fieldValidationMode: 'NONE' },
  });
  const { retryBackoffIntervalSeconds: wait } =
    inspectionData?.errorDetails ?? {};
  rows.push({
    'the function gives': name,
    status: status!,
    'goes on in': nextState ?? (wait ? `the same, after ${wait} s` : '–'),
  });
}
table('One state, four mocks', rows);
const status = rows.map((row) => row.status);
check(
  'an answer leads on',
  status[0] === 'SUCCEEDED' && rows[0]!['goes on in'] === 'Ship',
);
check('a busy function is retried', status[1] === 'RETRIABLE');
check(
  'a refused card is caught',
  status[2] === 'CAUGHT_ERROR' && rows[2]!['goes on in'] === 'Refuse',
);
check('something new fails', status[3] === 'FAILED');
// #endregion
