import { check, Cloud, table } from 'desired-capacity';

const resultPath = '$.rate'; // knob '$' | '$.rate' | '$.order.rate'

const cloud = new Cloud();
// #region a function that answers with the rate of a currency
cloud.lambda.createFunction({
  functionName: 'rate',
  code: () => (event: { currency: string }) => ({
    currency: event.currency,
    rate: 1.25,
    source: 'a bank',
  }),
});
const definition = (fields: object) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  ...fields,
  End: true,
});
// #endregion
const state = definition({
  InputPath: '$.order',
  Parameters: {
    FunctionName: 'rate',
    Payload: { 'currency.$': '$.currency' },
  },
  ResultSelector: { 'value.$': '$.Payload.rate' },
  ResultPath: resultPath,
});

const { output, inspectionData } = await cloud.sfn.testState({
  definition: JSON.stringify(state),
  input: '{"order":{"currency":"GBP","amount":80},"customer":7}',
  inspectionLevel: 'DEBUG',
});
// #region the table and the checks
const seen = inspectionData!;
table('The data of one state', [
  { after: 'input', data: seen.input! },
  { after: 'InputPath', data: seen.afterInputPath! },
  { after: 'Parameters', data: seen.afterParameters! },
  {
    after: 'the call',
    data: JSON.stringify(JSON.parse(seen.result!).Payload),
  },
  { after: 'ResultSelector', data: seen.afterResultSelector! },
  { after: 'ResultPath', data: output! },
]);
check(
  'InputPath narrows what the fields see',
  seen.afterInputPath === '{"currency":"GBP","amount":80}',
);
check(
  'ResultSelector keeps one member',
  seen.afterResultSelector === '{"value":1.25}',
);
check(
  'ResultPath puts it into the whole input',
  output!.includes('"customer":7'),
);
// #endregion
