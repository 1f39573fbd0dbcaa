import { check, Cloud, minutes, table } from 'desired-capacity';
import { edgeCity, regionData, roundTrip } from 'desired-capacity/ec2';

// A film service in the United States, and Australia. After ten minutes the
// Region in the United States is lost, for good.
const main = 'us-east-1';
const other = 'ap-southeast-2';
const cities = ['JFK', 'ORD', 'LHR', 'FRA', 'SYD', 'AKL'];

// #region names
type Shape = 'one Region' | 'one Region and a spare' | 'two active Regions';
// #endregion
async function films(shape: Shape) {
  const cloud = new Cloud({ region: main });
  const { route53, faults } = cloud;
  const zone = route53.zone('films.example');
  // #region a server in each Region, which checkers of Route 53 ask
  const at: Record<string, string> = {
    [main]: '192.0.2.1',
    [other]: '192.0.2.2',
  };
  const check = (region: string) => {
    route53.endpoints.listen(`${at[region]}:80`, () => ({ status: 200 }), { place: region }); // prettier-ignore
    return route53.healthCheck({ ipAddress: at[region]! }).id;
  };
  const record = (region: string, steering: object) =>
    zone.upsert({ name: 'www', ttl: 60, values: at[region]!, ...steering });
  // #endregion
  if (shape === 'one Region') record(main, {});
  else
    for (const region of [main, other])
      record(region, {
        setIdentifier: region,
        healthCheckId: check(region),
        ...(shape === 'two active Regions'
          ? { region }
          : { failover: region === main ? 'PRIMARY' : 'SECONDARY' }),
      });
  // #region viewers in six cities, who ask every five seconds
  let [failed, after] = [0, 0];
  const times = { before: [0, 0], after: [0, 0] };
  await cloud.run(minutes(5));
  for (const code of cities) {
    const resolver = route53.resolver({ at: code });
    cloud.process(function* () {
      for (; ; yield 5) {
        const [address] = resolver.ask('www.films.example').values;
        const region = address === at[main] ? main : other;
        const lost = !faults.isUp(main);
        if (lost) after += 1;
        if (!faults.isUp(region)) failed += 1;
        else {
          const time = times[lost ? 'after' : 'before'];
          time[0]! += roundTrip(edgeCity(code)!, regionData(region)!);
          time[1]! += 1;
        }
      }
    });
  }
  faults.raise({ kind: 'down', place: main }, { at: minutes(10) });
  await cloud.run(minutes(30));
  const mean = ([sum, n]: number[]) => (n ? Math.round((1000 * sum!) / n) : '–'); // prettier-ignore
  return {
    shape,
    'failed after the loss (%)': Math.round((1000 * failed) / after) / 10,
    'round trip before (ms)': mean(times.before),
    'and after (ms)': mean(times.after),
  };
  // #endregion
}

// #region the table and the checks
const rows = [
  await films('one Region'),
  await films('one Region and a spare'),
  await films('two active Regions'),
];
table('A Region is lost, twenty minutes', rows);
const [one, spare, two] = rows;
const failed = 'failed after the loss (%)';
check('one Region is lost with all that is in it', one![failed] === 100);
check('the spare in Australia takes over by itself', spare![failed] < 15);
check('two active Regions outlive the loss of one', two![failed] < 15 && two![failed] <= spare![failed]); // prettier-ignore
check('and each viewer has the nearer one before', Number(two!['round trip before (ms)']) < Number(spare!['round trip before (ms)'])); // prettier-ignore
// #endregion
