import { check, Cloud, table } from 'desired-capacity';

const arm = false; // knob on Arm: true | false
async function million(what: string, memorySize: number, duration: number) {
  const cloud = new Cloud();
  cloud.lambda.createFunction({
    functionName: 'f',
    memorySize,
    timeout: 60,
    architectures: [arm ? 'arm64' : 'x86_64'],
    code: { initDuration: 0, duration, load: () => () => 'done' },
  });
  for (let i = 0; i < 100; i += 1) await cloud.lambda.run('f');
  const price = (wanted: RegExp) =>
    cloud.meter
      .bill()
      .filter(({ item }) => wanted.test(item))
      .reduce((sum, { usd }) => sum + usd * 1e4, 0);
  return {
    'a million calls': what,
    requests: Number(price(/requests/).toFixed(2)),
    duration: Number(price(/duration/).toFixed(2)),
  };
}

// #region the table and the checks
const rows = [
  await million('check a token (5 ms, 128 MB)', 128, 0.005),
  await million('answer a page (100 ms, 512 MB)', 512, 0.1),
  await million('make a picture (2 s, 1,769 MB)', 1769, 2),
];
table('What a million calls cost (USD)', rows);
const [short, , long] = rows;
check('each million requests costs 20 cents', rows.every(({ requests }) => requests === 0.2)); // prettier-ignore
check('short calls pay for being requests', short!.requests > 10 * short!.duration); // prettier-ignore
check('long ones pay for their time', long!.duration > 100 * long!.requests);
// #endregion
