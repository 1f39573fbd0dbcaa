import { check, Cloud, minutes, table } from 'desired-capacity';

// #region four servers at four addresses
const cloud = new Cloud();
const { route53 } = cloud;
const servers = {
  'all is well': () => ({ status: 200, body: 'checkout: open' }),
  'answers with an error': () => ({ status: 500, body: 'oh no' }),
  'says sorry, with status 200': () => ({ status: 200, body: 'sorry' }),
  *'takes five seconds'() {
    yield 5;
    return { status: 200, body: 'checkout: open' };
  },
};
const names = Object.keys(servers) as (keyof typeof servers)[];
names.forEach((name, i) =>
  route53.endpoints.listen(`192.0.2.${i}:80`, servers[name]),
);
// #endregion
const looks = names.map((_, i) => {
  const base = { ipAddress: `192.0.2.${i}`, port: 80 };
  const searchString = 'checkout: open';
  return {
    TCP: route53.healthCheck({ ...base, type: 'TCP' }),
    HTTP: route53.healthCheck({ ...base, type: 'HTTP' }),
    string: route53.healthCheck({
      ...base,
      type: 'HTTP_STR_MATCH',
      searchString,
    }),
  };
});
await cloud.run(minutes(5));
const seen = (health: { isHealthy: boolean }) =>
  health.isHealthy ? 'healthy' : 'unhealthy';
const rows = names.map((server, i) => ({
  server,
  TCP: seen(looks[i]!.TCP),
  HTTP: seen(looks[i]!.HTTP),
  'HTTP and a string': seen(looks[i]!.string),
}));
// #region the table and the checks
table('What each check sees', rows);
const [well, error, sorry, slow] = rows;
check(
  'a healthy server passes all',
  !Object.values(well!).includes('unhealthy'),
);
check(
  'TCP sees only that somebody listens',
  rows.every((row) => row.TCP === 'healthy'),
);
check(
  'HTTP wants a status of 2xx or 3xx within two seconds',
  error!.HTTP === 'unhealthy' && slow!.HTTP === 'unhealthy',
);
check(
  'only the string tells an apology from a page',
  sorry!.HTTP === 'healthy' && sorry!['HTTP and a string'] === 'unhealthy',
);
// #endregion
