import { check, Cloud, table, timeline } from 'desired-capacity';

const stock = 40; // knob stock check takes: 5..60 unit seconds
const creditWorks = true; // knob the credit check works: true | false

const cloud = new Cloud();
// #region a branch: a check that takes some time, and what it says then
const fail = { Type: 'Fail', Error: 'NoAnswer' };
const says = (Result: string) => ({ Type: 'Pass', Result, End: true });
const branch = (name: string, Seconds: number, end: object) => ({
  StartAt: name,
  States: {
    [name]: { Type: 'Wait', Seconds, Next: `${name} answers` },
    [`${name} answers`]: end,
  },
});
// #endregion
const checks = cloud.sfn.machine('checks', {
  StartAt: 'All checks',
  States: {
    'All checks': {
      Type: 'Parallel',
      Branches: [
        branch('Stock', stock, says('in stock')),
        branch('Credit', 10, creditWorks ? says('good') : fail),
        branch('Address', 20, says('found')),
      ],
      End: true,
    },
  },
});
const run = await checks.start({ order: 17 }).done;
// #region the picture, the table and the checks
timeline({
  title: 'Three checks at once',
  description:
    'Three branches begin together. The state that holds them lasts as long as the longest of them; where one fails, all end with it.',
  lanes: run.lanes.filter(({ name }) => !name.endsWith('answers')),
});
table('The Parallel state', [
  {
    status: run.status,
    seconds: run.duration,
    output: JSON.stringify(run.output ?? run.error),
  },
]);
check(
  'it lasts as long as the longest branch',
  run.duration === Math.max(stock, 20),
);
check('not as long as all together', run.duration < stock + 10 + 20);
check(
  'results stand in the order of the branches',
  JSON.stringify(run.output) === '["in stock","good","found"]',
);
// #endregion
