import { check, Cloud, minutes, table } from 'desired-capacity';
import type { RecordType } from 'desired-capacity/route53';

const cloud = new Cloud();
const zone = cloud.route53.zone('example.com');
const site = cloud.cloudfront.distribution({ origin: 'o.example.net' });

zone.upsert({ name: 'www', type: 'A', values: '192.0.2.1' });
zone.upsert({ name: 'www', type: 'AAAA', values: '2001:db8::1' });
zone.upsert({ name: 'blog', type: 'CNAME', values: 'www.example.com' });
zone.upsert({ name: '', type: 'A', alias: site.domainName });

// A CNAME at the apex, the name of the zone itself?
let refused = '';
try {
  zone.upsert({ name: '', type: 'CNAME', values: 'www.example.com' });
} catch (error) {
  refused = (error as Error).message;
}
console.log(refused);
await cloud.run(minutes(5));

// #region a question, and a row of the table
const resolver = cloud.route53.resolver();
function ask(name: string, type: RecordType) {
  const { values, steps } = resolver.ask(name, type);
  return { name, type, answer: values.join(', '), asked: steps.length };
}
// #endregion
const rows = [
  ask('www.example.com', 'A'),
  ask('www.example.com', 'AAAA'),
  ask('blog.example.com', 'A'),
  ask('example.com', 'A'),
];
// #region the table and the checks
table('Four questions', rows);
const [a, aaaa, blog, apex] = rows;
check('an A record holds an IPv4 address', a!.answer === '192.0.2.1');
check('an AAAA record holds an IPv6 address', aaaa!.answer === '2001:db8::1');
check(
  'a CNAME leads to another name, and that name to the address',
  blog!.answer === a!.answer &&
    resolver.ask('blog.example.com', 'CNAME').values[0] === 'www.example.com',
);
check(
  'an alias answers with the addresses of the AWS resource',
  apex!.answer === resolver.ask(site.domainName).values[0] &&
    resolver.ask('example.com', 'CNAME').values.length === 0,
);
check(
  'a CNAME at the apex is refused',
  refused.includes('not permitted at apex'),
);
// #endregion
