import { check, Cloud, table } from 'desired-capacity';

const kept = 60; // knob answers are kept: 0..120 step 10 unit s

// A Regional API without a cache of its own, and a distribution in front.
const cloud = new Cloud();
let asked = 0;
cloud.serve('shop.example', () => ({ status: 200, body: String(++asked) }));
const api = cloud.apigateway.build('shop', {
  'GET /pets': { http: 'https://shop.example/' },
});
const site = cloud.cloudfront.distribution({
  origin: {
    domainName: new URL(api.url).host,
    originPath: '/prod',
    // #region by HTTPS
    customOriginConfig: {
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: 'https-only',
    },
    // #endregion
  },
  cachePolicy: { minTTL: 0, defaultTTL: kept, maxTTL: kept },
});
await cloud.run(600);

// #region one viewer asks every ten seconds for five minutes, the table and the checks
const bare = await api.request({ path: '/pets' });
asked = 0;
const results: string[] = [];
for (let i = 0; i < 30; i += 1) {
  const { headers } = await site.request({ path: '/pets', at: 'FRA' });
  results.push(headers.get('x-cache') ?? '');
  await cloud.run(10);
}
table('30 requests in five minutes', [
  { what: 'reach the API', count: asked },
  { what: 'are answered by CloudFront', count: 30 - asked },
]);
check(
  'CloudFront is part of a Regional API only where you add it',
  bare.headers.get('x-cache') === null && results.length === 30,
);
check(
  'your own distribution decides how long answers are kept',
  kept === 60 ? asked >= 5 && asked <= 6 : kept > 0 === asked < 30,
);
// #endregion
