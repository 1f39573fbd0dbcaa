import { check, Cloud, minutes, table as show } from 'desired-capacity';

const cloud = new Cloud();
const votes = cloud.dynamodb.table('votes');
// #region how many are counted
const count = (id: string) => Number(votes.get({ id })?.count ?? 0);
// #endregion
const together = 20; // knob votes at the same time: 1..40

cloud.lambda.createFunction({
  functionName: 'read-then-write',
  code: () =>
    function* () {
      const before = count('read-then-write');
      yield 0.02;
      votes.put({ id: 'read-then-write', count: before + 1 });
    },
});
cloud.lambda.createFunction({
  functionName: 'add',
  code: () =>
    function* () {
      yield 0.02;
      votes.update({ id: 'add' }, 'ADD #c :one', { names: { '#c': 'count' }, values: { ':one': 1 } }); // prettier-ignore
    },
});
// #region all votes come at once
for (const name of ['read-then-write', 'add'])
  for (let vote = 0; vote < together; vote += 1)
    cloud.process(() => cloud.lambda.run(name));
await cloud.run(minutes(1));

// #endregion
// #region show what was counted, and the checks
show('Votes', [
  { function: 'read-then-write', cast: together, counted: count('read-then-write') }, // prettier-ignore
  { function: 'add', cast: together, counted: count('add') },
]);
check('who reads and then writes loses votes', count('read-then-write') < together); // prettier-ignore
check('an update that adds loses none', count('add') === together);
// #endregion
