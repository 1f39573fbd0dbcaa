import { check, Cloud, table } from 'desired-capacity';

const share = 0.02; // knob starts that run twice: 0..0.1 step 0.01

const cloud = new Cloud();
cloud.sfn.model.expressDuplicates = share; // AWS says “at least once”
// #region two functions: one adds, one sets
let counter = 0;
const seen = new Set<number>();
cloud.lambda.createFunction({
  functionName: 'work',
  code: () => (visit: { id: number }) => {
    counter += 1;
    seen.add(visit.id);
  },
});
const definition = {
  StartAt: 'Work',
  States: {
    Work: {
      Type: 'Task',
      Resource: 'arn:aws:lambda:us-east-1:123456789012:function:work',
      End: true,
    },
  },
};
// #endregion
async function visits(type: 'STANDARD' | 'EXPRESS', wait: boolean) {
  const name = `${type}-${wait}`;
  const machine = cloud.sfn.machine(name, definition, { type });
  counter = 0;
  seen.clear();
  for (let id = 0; id < 1000; id += 1) {
    if (wait) await machine.startSync({ id });
    else machine.start({ id }, { name: `visit-${id}` });
  }
  await cloud.run(60);
  return { 'added up': counter, 'set of visits': seen.size };
}
// #region three kinds, the table and the checks
const standard = await visits('STANDARD', false);
const express = await visits('EXPRESS', false);
const sync = await visits('EXPRESS', true);
table('A thousand visits', [
  { kind: 'Standard', ...standard },
  { kind: 'Express', ...express },
  { kind: 'Express, synchronous', ...sync },
]);
check('Standard: exactly once', standard['added up'] === 1000);
check('Express, asynchronous: some twice', express['added up'] > 1000);
check('Express, synchronous: not twice', sync['added up'] === 1000);
check('what sets does not mind', express['set of visits'] === 1000);
// #endregion
