import { check, Cloud, minutes, table } from 'desired-capacity';

const cloud = new Cloud();
const { route53 } = cloud;
// The zone that the registrar leads to, and one that somebody made anew.
const real = route53.zone('example.com');
const twin = route53.zone('example.com');
route53.delegate('example.com', real.nameServers);
real.upsert({ name: 'www', values: '192.0.2.1' });
twin.upsert({ name: 'shop', values: '192.0.2.2' });
// A zone for a subdomain: nobody knows of it until the parent says so.
const dev = route53.zone('dev.example.com');
dev.upsert({ name: 'app', values: '192.0.2.3' });
await cloud.run(minutes(5));

// #region what a resolver gets
const ask = (name: string) => {
  const { values, code } = route53.resolver().ask(`${name}.example.com`);
  return values[0] ?? code;
};
// #endregion
const rows = [
  { name: 'www', 'answer at first': ask('www') },
  { name: 'shop', 'answer at first': ask('shop') },
  { name: 'app.dev', 'answer at first': ask('app.dev') },
];
real.upsert({ name: 'dev', type: 'NS', values: dev.nameServers });
await cloud.run(minutes(5));
// #region ask again
const later = rows.map((row) => ({
  ...row,
  'with NS records for dev': ask(row.name),
}));
// #endregion
// #region the table and the checks
table('Three zones', later);
check(
  'the registrar’s name servers decide which zone is asked',
  rows[0]!['answer at first'] === '192.0.2.1' &&
    rows[1]!['answer at first'] === 'NXDOMAIN',
);
check(
  'a subdomain’s zone has to be named in its parent',
  later[2]!['answer at first'] === 'NXDOMAIN' &&
    later[2]!['with NS records for dev'] === '192.0.2.3',
);
// #endregion
