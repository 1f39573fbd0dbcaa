import { check, Cloud, table } from 'desired-capacity';

const minTTL = 1; // knob minimum TTL: 0..5

const cloud = new Cloud();
const { cloudfront } = cloud;
// The account page: different for each viewer, and marked so.
cloudfront.endpoints.listen('o.example.com:80', ({ headers }) => ({
  status: 200,
  headers: new Map([['cache-control', 'no-store']]),
  body: `the account of ${headers?.get('cookie')?.split('=')[1] ?? 'nobody'}`,
}));
const site = cloudfront.distribution({
  origin: 'o.example.com',
  cachePolicy: { minTTL },
  originRequestPolicy: 'AllViewer', // So that the origin knows who asks.
});
const seen: { viewer: string; sees: string }[] = [];
cloud.process(function* () {
  for (const viewer of ['Alice', 'Bob']) {
    const { body } = yield* site.request({
      path: '/account',
      headers: { Cookie: `user=${viewer}` },
    });
    seen.push({ viewer, sees: String(body) });
    yield 0.3;
  }
});
await cloud.run(10);
table('Two viewers, a third of a second apart', seen);
check('Bob sees what is Alice’s', seen[1]!.sees === 'the account of Alice');
