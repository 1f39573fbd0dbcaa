import { check, Cloud, table } from 'desired-capacity';

const cloud = new Cloud();
const { lambda } = cloud;
lambda.createFunction({
  functionName: 'price',
  environment: { variables: { CURRENCY: 'EUR' } },
  code: () => (_event, context) => `10 ${context.environment['CURRENCY']}`,
});
const { version } = lambda.publishVersion({ functionName: 'price' });
lambda.createAlias({
  functionName: 'price',
  name: 'prod',
  functionVersion: version!,
});

lambda.updateFunctionCode({
  functionName: 'price',
  code: () => () => 'still thinking', // the next one, not ready yet
});
await cloud.run(1);

const rows = [];
for (const qualifier of ['$LATEST', '1', 'prod']) {
  const { value } = await lambda.run<string>(`price:${qualifier}`);
  rows.push({ 'is called': `price:${qualifier}`, answer: value });
}
// #region the table and the checks
table('One function, three names', rows);
check(
  '$LATEST is what was changed last',
  rows[0]!.answer === 'still thinking',
);
check('a version keeps its code and its variables', rows[1]!.answer === '10 EUR'); // prettier-ignore
check('an alias points to a version', rows[2]!.answer === '10 EUR');
// #endregion
