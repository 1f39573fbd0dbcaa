import { check, Cloud, minutes, table } from 'desired-capacity';

const people = 20; // knob people who log in at nine: 5..40 step 5
async function nine(kind: string, provisioned: number, snapStart = false) {
  const cloud = new Cloud();
  const { lambda } = cloud;
  lambda.createFunction({
    functionName: 'login',
    memorySize: 1024,
    runtime: 'java21',
    ...(snapStart && { snapStart: { applyOn: 'PublishedVersions' } }),
    code: { initDuration: 4, duration: 0.2, load: () => () => 'welcome' },
  });
  await cloud.run(1);
  lambda.publishVersion({ functionName: 'login' });
  if (provisioned > 0)
    lambda.putProvisionedConcurrencyConfig({
      functionName: 'login',
      qualifier: '1',
      provisionedConcurrentExecutions: provisioned,
    });
  await cloud.run(minutes(10));
  // #region all of them call, and how long each waits
  const calls = Array.from({ length: people }, () => lambda.run('login:1'));
  const waits = [];
  const since = cloud.now;
  for (const call of calls)
    waits.push(call.then(({ coldStart }) => ({ coldStart, wait: cloud.now - since }))); // prettier-ignore
  const answers = await Promise.all(waits);
  const longest = Math.max(...answers.map(({ wait }) => wait));
  return {
    'made ready': kind,
    'cold starts': answers.filter(({ coldStart }) => coldStart).length,
    'longest wait (s)': Number(longest.toFixed(1)),
  };
  // #endregion
}

// #region the table and the checks
const rows = [
  await nine('nothing', 0),
  await nine('10 environments', 10),
  await nine('20 environments', 20),
  await nine('a snapshot (SnapStart)', 0, true),
];
table('Nine in the morning', rows);
const [none, some, all, snapshot] = rows;
const cold = (row: typeof none) => row!['cold starts'];
check('without it each of them starts cold', cold(none) === people);
check('what is provisioned is warm', cold(all) === Math.max(0, people - 20));
check('the rest spills over and starts cold', cold(some) === Math.max(0, people - 10)); // prettier-ignore
check('a snapshot is restored in much less than INIT takes', snapshot!['longest wait (s)'] < 1); // prettier-ignore
// #endregion
