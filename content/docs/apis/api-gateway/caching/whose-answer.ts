import { check, Cloud, minutes, table } from 'desired-capacity';

const keyed = false; // knob user among the cache keys: true | false

// A back end that answers each user with his own orders.
const cloud = new Cloud();
cloud.serve('orders.example', ({ rawQuery }) => ({
  status: 200,
  body: `orders of ${rawQuery.replace('user=', '')}`,
}));
const api = cloud.apigateway.build('shop', {
  'GET /orders': {
    http: 'https://orders.example/',
    requestParameters: { 'method.request.querystring.user': true },
    integration: {
      cacheKeyParameters: keyed ? ['method.request.querystring.user'] : [],
    },
  },
});
api.set({ '/cacheClusterEnabled': true, '/*/*/caching/enabled': true });
await cloud.run(minutes(4)); // A cache takes about that long to come up.

const rows = [];
for (const user of ['anna', 'ben', 'anna']) {
  const response = await api.request({ path: `/orders?user=${user}` });
  rows.push({ asks: user, gets: response.text() });
}

// #region the table and the checks
table('Who gets what', rows);
check('the first user gets her own orders', rows[0]!.gets.endsWith('anna'));
check(
  'without the key the second user gets the first one’s orders',
  keyed || rows[1]!.gets.endsWith('anna'),
);
check(
  'with the key he gets his own',
  !keyed || rows[1]!.gets.endsWith('ben'),
);
// #endregion
