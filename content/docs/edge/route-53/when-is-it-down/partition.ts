import { check, Cloud, minutes, table } from 'desired-capacity';
import { checkerPlace } from 'desired-capacity/route53';

// #region the Regions of the checkers
const REGIONS =
  'us-east-1 us-west-1 us-west-2 sa-east-1 eu-west-1 ap-southeast-1 ap-southeast-2 ap-northeast-1'.split(
    ' ',
  );
// #endregion

// A server that is well, and a network that hides it from some Regions.
async function hiddenFrom(count: number) {
  const cloud = new Cloud();
  const { route53, faults } = cloud;
  route53.endpoints.listen('192.0.2.1:80', () => ({ status: 200 }));
  const health = route53.healthCheck({ ipAddress: '192.0.2.1' });
  for (const region of REGIONS.slice(0, count))
    faults.raise({
      kind: 'link',
      from: checkerPlace(region),
      to: '192.0.2.1:80',
      cut: true,
    });
  await cloud.run(minutes(5));
  // #region a row of the table
  return {
    'Regions that cannot reach it': count,
    'healthy checkers': health.healthyCheckers,
    'of all (%)': (100 * health.healthyCheckers) / 16,
    status: health.isHealthy ? 'healthy' : 'unhealthy',
  };
  // #endregion
}

const rows = [];
for (const count of [0, 1, 4, 6, 7, 8]) rows.push(await hiddenFrom(count));
// #region the table and the checks
table('A partition', rows);
const status = rows.map((row) => row.status);
check(
  'hidden from half of the world, it is healthy',
  status[2] === 'healthy',
);
check('25 % are enough', status[3] === 'healthy');
check('12.5 % are not', status[4] === 'unhealthy');
// #endregion
