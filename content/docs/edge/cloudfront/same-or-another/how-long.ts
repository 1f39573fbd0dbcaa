import { check, table } from 'desired-capacity';
import { lifetimeOf } from 'desired-capacity/cloudfront';

const headers = {
  nothing: undefined,
  'max-age=60': 'max-age=60',
  'max-age=60, s-maxage=600': 'max-age=60, s-maxage=600',
  'max-age=90000000': 'max-age=90000000',
  'no-store': 'no-store',
};
// #region three policies
const policies = {
  'minimum 0': { minTTL: 0, defaultTTL: 86_400, maxTTL: 31_536_000 },
  'minimum 1 (CachingOptimized)': {
    minTTL: 1,
    defaultTTL: 86_400,
    maxTTL: 31_536_000,
  },
  'minimum 300': { minTTL: 300, defaultTTL: 86_400, maxTTL: 31_536_000 },
};
// #endregion
const rows = Object.entries(headers).map(([name, value]) => {
  const sent = new Map(value === undefined ? [] : [['cache-control', value]]);
  const times = Object.entries(policies).map(([policy, ttl]) => [
    policy,
    lifetimeOf(sent, ttl, 0).ttl,
  ]);
  return { 'Cache-Control': name, ...Object.fromEntries(times) } as {
    'Cache-Control': string;
  } & Record<keyof typeof policies, number>;
});
// #region the table and the checks
table('Seconds that a copy is good for', rows);
const of = (name: keyof typeof headers) =>
  rows.find((row) => row['Cache-Control'] === name)!;
check(
  'without a word of the origin, a day',
  of('nothing')['minimum 0'] === 86_400,
);
check(
  's-maxage goes before max-age',
  of('max-age=60, s-maxage=600')['minimum 0'] === 600,
);
check('the maximum caps', of('max-age=90000000')['minimum 0'] === 31_536_000);
check('no-store is obeyed', of('no-store')['minimum 0'] === 0);
check(
  'but not where the minimum is above 0',
  of('no-store')['minimum 1 (CachingOptimized)'] === 1 &&
    of('no-store')['minimum 300'] === 300,
);
// #endregion
