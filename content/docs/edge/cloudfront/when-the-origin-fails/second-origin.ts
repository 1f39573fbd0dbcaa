import { check, Cloud, table } from 'desired-capacity';

const timeout = 2; // knob connection timeout: 1..10

// The primary vanishes: nothing comes back from it. A second origin is well.
async function viewer(settings: object) {
  const cloud = new Cloud();
  const { cloudfront } = cloud;
  // #region two origins
  const [primary] = ['a.example.com', 'b.example.com'].map((name) =>
    cloudfront.endpoints.listen(`${name}:80`, () => ({ status: 200 })),
  );
  // #endregion
  const site = cloudfront.distribution({
    origin: [
      { domainName: 'a.example.com', ...settings },
      { domainName: 'b.example.com' },
    ],
    failoverCodes: [500, 502, 503, 504],
    cachePolicy: 'CachingDisabled',
  });
  primary!.condition = { kind: 'black-hole' };
  // #region three requests, one after the other
  const waited: number[] = [];
  cloud.process(function* () {
    for (let i = 0; i < 3; i += 1)
      waited.push((yield* site.request({ path: '/' })).seconds);
  });
  await cloud.run(300);
  return waited.map(Math.round);
  // #endregion
}

const byDefault = await viewer({});
const impatient = await viewer({
  connectionAttempts: 1,
  connectionTimeout: timeout,
});
// #region the table and the checks
const row = (settings: string, [first, second, third]: number[]) => ({
  settings,
  'first request (s)': first!,
  'second (s)': second!,
  'third (s)': third!,
});
table('Until an answer comes', [
  row('3 attempts of 10 s', byDefault),
  row(`1 attempt of ${timeout} s`, impatient),
]);
check('by default a viewer waits for half a minute', byDefault[0] === 30);
check(
  'and the next one too: nothing is remembered',
  byDefault[1] === 30 && byDefault[2] === 30,
);
check('it can be one timeout', impatient[2] === timeout);
// #endregion
