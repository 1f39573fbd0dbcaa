import { arrivals, check, Cloud, table } from 'desired-capacity';

const limit = 0; // knob limit of the import API: 0..200 step 20

// Two APIs of one account, whose limit is made small for this run.
const cloud = new Cloud();
cloud.apigateway.model.accountRate = 100;
cloud.apigateway.model.accountBurst = 100;
const shop = cloud.apigateway.build('shop', { 'GET /': { mock: '{}' } });
const bulk = cloud.apigateway.build('import', { 'GET /': { mock: '{}' } });
if (limit > 0)
  bulk.set({
    '/*/*/throttling/rateLimit': limit,
    '/*/*/throttling/burstLimit': limit,
  });

// Somebody imports a file: 400 requests a second. The shop has 20.
const seen = { shop: [0, 0], import: [0, 0] };
const ask = async (name: 'shop' | 'import') => {
  const api = name === 'shop' ? shop : bulk;
  seen[name][(await api.request()).ok ? 0 : 1]! += 1;
};
arrivals(cloud, { rate: 400, lasting: 10 }, () => ask('import'));
arrivals(cloud, { rate: 20, lasting: 10 }, () => ask('shop'));
await cloud.run(11);

// #region the table and the checks
const percent = ([ok, no]: number[]) => Math.round((100 * no!) / (ok! + no!));
table('Ten seconds', [
  { api: 'shop', taken: seen.shop[0]!, 'refused (%)': percent(seen.shop) },
  {
    api: 'import',
    taken: seen.import[0]!,
    'refused (%)': percent(seen.import),
  },
]);
check(
  'without a limit of its own one API takes the account’s from all',
  limit > 0 || percent(seen.shop) > 40,
);
check(
  'with one below the account’s, the others are left alone',
  limit === 0 || limit > 80 || percent(seen.shop) === 0,
);
// #endregion
