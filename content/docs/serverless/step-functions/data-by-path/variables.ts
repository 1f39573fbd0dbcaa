import { check, Cloud, table } from 'desired-capacity';

// #region a state that shows what it sees
const tell = {
  Type: 'Pass',
  Parameters: { 'for.$': '$customer', 'tries.$': '$tries' },
  End: true,
};
const { sfn } = new Cloud();
const add = { 'tries.$': 'States.MathAdd($tries, 1)' };
// #endregion
const counter = {
  StartAt: 'Count',
  States: { Count: { Type: 'Pass', Assign: add, Next: 'Tell' }, Tell: tell },
};
const machine = sfn.machine('order', {
  StartAt: 'Remember',
  States: {
    Remember: {
      Type: 'Pass',
      Assign: { 'customer.$': '$.customer', tries: 0 },
      Next: 'Each line',
    },
    'Each line': {
      Type: 'Map',
      ItemsPath: '$.lines',
      ItemProcessor: counter,
      Next: 'After',
    },
    After: tell,
  },
});
// #region a run, the table and the checks
const run = await machine.start({ customer: 7, lines: ['a', 'b', 'c'] }).done;
const told = run.events
  .filter(({ type }) => type === 'PassStateExited')
  .map(
    (event) =>
      event['stateExitedEventDetails'] as { name: string; output: string },
  )
  .filter(({ name }) => name === 'Tell');
table('Who sees which tries?', [
  ...told.map(({ output }, i) => ({
    where: `iteration ${i + 1}`,
    data: output,
  })),
  { where: 'after the Map', data: JSON.stringify(run.output) },
]);
check(
  'an iteration sees what was assigned before',
  told[0]!.output.includes('"for":7'),
);
check(
  'each counts for itself',
  told.every(({ output }) => output.includes('"tries":1')),
);
check(
  'and the machine sees nothing of it',
  JSON.stringify(run.output) === '{"for":7,"tries":0}',
);
// #endregion
