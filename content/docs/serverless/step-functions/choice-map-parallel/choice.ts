import { check, Cloud, table } from 'desired-capacity';

const parcels = new Cloud().sfn.machine('parcels', {
  StartAt: 'How heavy?',
  States: {
    'How heavy?': {
      Type: 'Choice',
      Choices: [
        { Variable: '$.kg', NumericLessThan: 2, Next: 'By letter' },
        { Variable: '$.kg', NumericLessThan: 30, Next: 'By parcel' },
      ],
      Default: 'By lorry',
    },
    'By letter': { Type: 'Pass', End: true },
    'By parcel': { Type: 'Pass', End: true },
    'By lorry': { Type: 'Pass', End: true },
  },
});

const orders = [
  { kg: 1 },
  { kg: 2 },
  { kg: 500 },
  { kg: '1' },
  { weight: 1 },
];
// #region all of them, the table and the checks
const runs = [];
for (const order of orders) runs.push(await parcels.start(order).done);
const rows = runs.map(({ input, status, error, events }) => {
  const entered = events.filter(({ type }) => type === 'PassStateEntered');
  const details = entered[0]?.['stateEnteredEventDetails'] as
    { name: string } | undefined;
  return {
    input: JSON.stringify(input),
    goes: details?.name ?? '–',
    status,
    error: error ?? '',
  };
});
table('Which way?', rows);
const [light, middle, heavy, text, none] = rows.map(({ goes }) => goes);
check('the first rule that holds decides', light === 'By letter');
check('2 kg is not less than 2', middle === 'By parcel');
check('where no rule holds, Default', heavy === 'By lorry');
check('a text is no number: no rule holds', text === 'By lorry');
check('a rule about what is not there fails', none === '–');
check('and fails the execution', runs[4]!.error === 'States.Runtime');
// #endregion
