import { arrivals, check, Cloud, minutes, table } from 'desired-capacity';

const oneIn = 2; // knob one new call fails in: 1..10
async function deploy(configuration: Configuration) {
  const cloud = new Cloud();
  const { lambda } = cloud;
  let failed = 0;
  // #region a version that works, one that does not, and an alias
  lambda.createFunction({ functionName: 'shop', code: () => () => 'sold' });
  lambda.publishVersion({ functionName: 'shop' });
  lambda.createAlias({
    functionName: 'shop',
    name: 'live',
    functionVersion: '1',
  });
  const faults = cloud.random('faults');
  const code = () => () => {
    if (faults.next() < 1 / oneIn) throw new Error('price is undefined');
    return 'sold';
  };
  lambda.updateFunctionCode({ functionName: 'shop', code });
  await cloud.run(minutes(1));
  lambda.publishVersion({ functionName: 'shop' });
  // #endregion
  arrivals(cloud, { rate: 10, lasting: minutes(15) }, async () => {
    if ((await lambda.run('shop:live')).error) failed += 1;
  });
  const deployment = lambda.shift('shop', 'live', '2', configuration);
  // The alarm: more than five errors in a minute.
  for (let minute = 1; minute <= 15; minute += 1) {
    const before = failed;
    await cloud.run(minutes(1));
    if (failed - before > 5) deployment.rollBack();
  }
  return { configuration, 'failed calls': failed };
}

// #region the table and the checks
type Configuration = Parameters<Cloud['lambda']['shift']>[3];
const [once, canary, linear] = [
  await deploy('AllAtOnce'),
  await deploy('Canary10Percent10Minutes'),
  await deploy('Linear10PercentEvery1Minute'),
];
table('A broken version, rolled back by an alarm', [once, canary, linear]);
const saved = once['failed calls'] / canary['failed calls'];
check('a tenth of the calls is a tenth of the harm', saved > 5 && saved < 20);
check('linear begins like a canary', linear['failed calls'] < once['failed calls'] / 5); // prettier-ignore
// #endregion
