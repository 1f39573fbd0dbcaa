import { arrivals, check, Cloud, minutes, plot } from 'desired-capacity';

async function deploy(configuration: Configuration) {
  const cloud = new Cloud();
  const { lambda } = cloud;
  // #region two versions, and an alias that points to the first
  lambda.createFunction({ functionName: 'shop', code: () => () => 'old' });
  lambda.publishVersion({ functionName: 'shop' });
  lambda.createAlias({
    functionName: 'shop',
    name: 'live',
    functionVersion: '1',
  });
  lambda.updateFunctionCode({
    functionName: 'shop',
    code: () => () => 'new',
  });
  await cloud.run(minutes(1));
  lambda.publishVersion({ functionName: 'shop' });
  // #endregion
  const calls: Record<string, number> = {};
  arrivals(cloud, { rate: 10, lasting: minutes(13) }, async () => {
    const { value } = await lambda.run<string>('shop:live');
    calls[value] = (calls[value] ?? 0) + 1;
  });
  lambda.shift('shop', 'live', '2', configuration);
  const shares: [number, number][] = [];
  for (let minute = 1; minute <= 13; minute += 1) {
    calls['old'] = calls['new'] = 0;
    await cloud.run(minutes(1));
    const share = calls['new'] / (calls['new'] + calls['old']);
    shares.push([minute, 100 * share]);
  }
  return shares;
}

// #region the plot and the checks
type Configuration = Parameters<Cloud['lambda']['shift']>[3];
const canary = await deploy('Canary10Percent10Minutes');
const linear = await deploy('Linear10PercentEvery1Minute');
const once = await deploy('AllAtOnce');
plot({
  title: 'Calls that the new version gets',
  description:
    'The canary gives the new version a tenth of the calls for ten minutes, and then all of them. Linear adds a tenth each minute. All at once has all in the first minute.',
  x: { label: 'Minute of the deployment' },
  y: { label: 'Calls to the new version', unit: '%' },
  series: [
    { name: 'canary', style: 'step', points: canary },
    { name: 'linear', style: 'step', points: linear },
    { name: 'all at once', style: 'step', points: once },
  ],
});
const near = (value: number, wanted: number) => Math.abs(value - wanted) < 6;
check(
  'a canary has a tenth for ten minutes and then all',
  canary.every(([minute, share]) => near(share, minute <= 10 ? 10 : 100)),
);
check(
  'linear has a tenth more each minute',
  linear.every(([minute, share]) => near(share, Math.min(100, 10 * minute))),
);
check(
  'all at once has all',
  once.every(([, share]) => share === 100),
);
// #endregion
