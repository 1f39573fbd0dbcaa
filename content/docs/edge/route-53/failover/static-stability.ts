import { check, Cloud, hours, minutes, table } from 'desired-capacity';

// The Region of the shop dies, and us-east-1 with it.
async function design(
  how: 'a script changes the record' | 'a failover pair',
) {
  const cloud = new Cloud();
  const { route53, faults } = cloud;
  // #region the shop in Virginia, its copy in Ohio, and a zone
  const places = { '192.0.2.1': 'us-east-1', '192.0.2.2': 'us-east-2' };
  for (const [address, place] of Object.entries(places))
    route53.endpoints.listen(`${address}:80`, () => ({ status: 200 }), {
      place,
    });
  const zone = route53.zone('example.com');
  const www = { name: 'www', ttl: 60 };
  const health = route53.healthCheck({ ipAddress: '192.0.2.1' });
  const pair = how === 'a failover pair';
  zone.upsert({
    ...www,
    values: '192.0.2.1',
    ...(pair && {
      setIdentifier: 'primary',
      failover: 'PRIMARY' as const,
      healthCheckId: health.id,
    }),
  });
  if (pair)
    zone.upsert({
      ...www,
      values: '192.0.2.2',
      setIdentifier: 'secondary',
      failover: 'SECONDARY',
    });
  await cloud.run(minutes(10));
  // #endregion
  faults.raise({ kind: 'down', place: 'us-east-1' }, { lasting: hours(3) });
  const died = cloud.now;
  let refused = 0;
  if (!pair)
    cloud.process(function* script() {
      for (; ; yield minutes(1))
        try {
          return void zone.upsert({ ...www, values: '192.0.2.2' });
        } catch {
          refused += 1;
        }
    });
  // #region a customer, and a row of the table
  let back = Infinity;
  cloud.process(function* customer() {
    const resolver = route53.resolver({ at: 'ORD' });
    for (; ; yield 10) {
      const [address] = resolver.ask('www.example.com').values;
      const place = address === '192.0.2.2' ? 'us-east-2' : 'us-east-1';
      if (faults.isUp(place)) break;
    }
    back = cloud.now - died;
  });
  await cloud.run(hours(4));
  return {
    design: how,
    'refused changes': refused,
    'customers back after (min)': Math.round(back / 60),
  };
  // #endregion
}

const script = await design('a script changes the record');
const pair = await design('a failover pair');
// #region the table and the checks
table('Three hours without us-east-1', [script, pair]);
const after = (row: typeof pair) => row['customers back after (min)'];
check(
  'nothing can be changed while the control plane is down',
  script['refused changes'] > 100,
);
check('who needs a change waits until it is back', after(script) >= 180);
check('the pair fails over all the same', after(pair) <= 4);
// #endregion
