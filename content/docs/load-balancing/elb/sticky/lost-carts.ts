import { check, Cloud, HttpClient, table, users } from 'desired-capacity';

const visitors = 60; // knob visitors: 20..100 step 20

// Each server keeps the carts of its visitors in its memory; or all of them keep
// carts in a table of DynamoDB. One of four servers crashes after three minutes.
async function shop(sticky: boolean, store: boolean) {
  // #region four servers that find the visitor's cart, or make a new one
  const cloud = new Cloud();
  const elb = cloud.elasticloadbalancingv2;
  const fleet = cloud.ec2.launch({ count: 4 });
  const { dynamodb } = cloud;
  const tableName = 'carts';
  dynamodb.createTable({
    ...{ tableName, billingMode: 'PAY_PER_REQUEST' },
    keySchema: [{ attributeName: 'visitor', keyType: 'HASH' }],
    attributeDefinitions: [{ attributeName: 'visitor', attributeType: 'S' }],
  });
  const inTable = (who: string) => {
    const item = { visitor: { s: who } };
    const before = dynamodb.getItem({ tableName, key: item });
    dynamodb.putItem({ tableName, item });
    return before.item !== undefined;
  };
  for (const { id } of fleet) {
    const carts = new Set<string>();
    const inMemory = (who: string) => carts.has(who) || !carts.add(who);
    cloud.ec2.endpoints.listen(`${id}:80`, ({ headers }) => {
      const who = headers?.get('x-visitor') ?? 'a check';
      const found = store ? inTable(who) : inMemory(who);
      return { status: 200, body: found ? 'your cart' : 'an empty cart' };
    });
  }
  // #endregion
  const web = elb.balancer('web', {
    targets: fleet,
    healthCheck: { interval: 10, timeout: 2 },
    group: { 'stickiness.enabled': sticky },
  });
  await web.until('healthy');
  // #region visitors, and the carts that they miss
  let lost = 0;
  const client = new HttpClient(cloud, { maxPerHost: 1000 });
  users(cloud.simulation, {
    count: visitors,
    client,
    thinkTime: (random) => random.exponential(10),
    *visit(user) {
      const headers = new Map([['x-visitor', `${user.number}`]]);
      const outcome = yield* user.request({ host: web.dnsName, headers });
      if (
        outcome.kind === 'response' &&
        outcome.response.body === 'an empty cart'
      )
        lost += 1;
    },
  });
  // #endregion
  cloud.simulation.schedule(180, () => {
    const { endpoints } = cloud.ec2;
    endpoints.at(`${fleet[0]!.id}:80`)!.condition = { kind: 'refuse' };
  });
  await cloud.run(420);
  return lost - visitors;
}

const bare = await shop(false, false);
const stuck = await shop(true, false);
const beside = await shop(false, true);
// #region the table and the checks
table('Carts lost, the first visits left out', [
  { carts: 'in the memory of a server', sticky: 'no', lost: bare },
  { carts: 'in the memory of a server', sticky: 'yes', lost: stuck },
  { carts: 'in a table beside', sticky: 'no', lost: beside },
]);
check(
  'without stickiness visitors lose their carts to the rotation',
  bare > visitors,
);
check('with it only when a server dies', stuck > 0 && stuck < visitors / 2);
check('a store beside loses none', beside === 0);
// #endregion
