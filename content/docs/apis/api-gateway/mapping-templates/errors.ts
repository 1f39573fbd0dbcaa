import { check, Cloud, table } from 'desired-capacity';

// The function is no proxy: its errors are answers like any other.
const cloud = new Cloud();
cloud.lambda.createFunction({
  functionName: 'buy',
  code: () => (event: { cat: string }) => {
    if (event.cat === 'Rex') throw new Error('[NotFound] Rex is a dog');
    if (event.cat === 'Tom') throw new Error('out of memory');
    return { bought: event.cat };
  },
});
// #region the function’s address, and a body with its message
const fn = 'arn:aws:lambda:us-east-1:123456789012:function:buy';
const message = {
  'application/json': '{"message": $input.json("$.errorMessage")}',
};
// #endregion
const api = cloud.apigateway.build('cats', {
  'POST /cats/{cat}': {
    // #region an integration that is no proxy
    integration: {
      type: 'AWS',
      integrationHttpMethod: 'POST',
      uri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${fn}/invocations`,
      credentials: 'arn:aws:iam::123456789012:role/api',
      requestTemplates: {
        'application/json': '{"cat": "$input.params(\'cat\')"}',
      },
    },
    // #endregion
    responses: {
      '200': {},
      '404': {
        selectionPattern: '\\[NotFound\\].*',
        responseTemplates: message,
      },
    },
  },
});

// #region a request for each cat, the table and the checks
const rows = [];
for (const cat of ['Tiger', 'Rex', 'Tom']) {
  const response = await api.request({
    path: `/cats/${cat}`,
    method: 'POST',
  });
  rows.push({ cat, status: response.status, body: response.text() });
}

table('Three cats', rows);
check('what the function returns is 200', rows[0]!.status === 200);
check('an error that the pattern knows is 404', rows[1]!.status === 404);
check(
  'an error that no pattern knows is 200 as well',
  rows[2]!.status === 200 && rows[2]!.body.includes('out of memory'),
);
// #endregion
