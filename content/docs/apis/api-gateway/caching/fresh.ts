import { check, Cloud, minutes, table } from 'desired-capacity';

// A price of 5 changes to 6 while 5 is in the cache.
const cloud = new Cloud();
let price = 5;
// #region an api, and a server that says the price
cloud.serve('price.example', () => ({ status: 200, body: `${price}` }));
const api = cloud.apigateway.build('shop', {
  'GET /price': { http: 'https://price.example/' },
});
// #endregion
api.set({
  '/cacheClusterEnabled': true,
  '/*/*/caching/enabled': true,
  '/*/*/caching/requireAuthorizationForCacheControl': true,
});
await cloud.run(minutes(4));
await api.request({ path: '/price' });
price = 6;

// #region ask, which notes the price and a warning
const rows: { when: string; price: string; warning: string }[] = [];
const ask = async (when: string, headers = {}, signedBy?: string) => {
  const who = signedBy === undefined ? {} : { signedBy };
  const response = await api.request({ path: '/price', headers, ...who });
  const warning = response.headers.has('warning') ? 'yes' : 'no';
  rows.push({ when, price: response.text(), warning });
};
// #endregion
const now = { 'Cache-Control': 'max-age=0' };
await ask('at once');
api.deploy();
await ask('after a deployment');
await ask('a stranger asks for max-age=0', now);
await ask('one who may asks for it', now, 'arn:aws:iam::123456789012:user/a');
await ask('and afterwards everybody');
price = 7;
await cloud.run(minutes(5));
await ask('five minutes later');

// #region the table and the checks
table('A price that has changed', rows);
const prices = rows.map((row) => row.price);
check('a deployment leaves the cache as it is', prices[1] === '5');
check(
  'who may not invalidate gets the old answer, and a warning',
  prices[2] === '5' && rows[2]!.warning === 'yes',
);
check(
  'who may gets a fresh one, and all others with it',
  prices[3] === '6' && prices[4] === '6',
);
check('after 300 seconds the answer is asked for again', prices[5] === '7');
// #endregion
