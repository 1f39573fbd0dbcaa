import { check, Cloud, minutes, table } from 'desired-capacity';

const dead = 3; // knob dead servers: 0..12

const cloud = new Cloud();
const { route53 } = cloud;
const zone = route53.zone('example.com');
// #region twelve servers, each with a health check; some of them are dead
const servers = Array.from({ length: 12 }, (_, i) => `192.0.2.${i + 1}`);
servers.forEach((address, i) => {
  const server = route53.endpoints.listen(`${address}:80`, () => ({
    status: 200,
  }));
  if (i < dead) server.condition = { kind: 'refuse' };
  const check = route53.healthCheck({ ipAddress: address });
  zone.upsert({
    name: 'many',
    values: address,
    setIdentifier: address,
    multiValueAnswer: true,
    healthCheckId: check.id,
  });
});
// #endregion
zone.upsert({ name: 'simple', values: servers });
await cloud.run(minutes(5));

const ask = (name: string) => {
  const { values } = route53.resolver().ask(`${name}.example.com`);
  const bad = values.filter((one) => servers.indexOf(one) < dead);
  return {
    record: name,
    addresses: values.length,
    'of them dead': bad.length,
  };
};
const rows = [ask('simple'), ask('many')];
// #region the table and the checks
table('One answer', rows);
const [simple, many] = rows;
check(
  'a simple record gives all its values, dead ones included',
  simple!.addresses === 12 && simple!['of them dead'] === dead,
);
check('a multivalue answer has eight records at most', many!.addresses <= 8);
check('and only healthy ones', many!['of them dead'] === 0);
let refused = '';
try {
  zone.upsert({ name: 'x', values: '192.0.2.1', multiValueAnswer: true });
} catch (error) {
  refused = (error as Error).message;
}
check(
  'each record of a policy has an identifier of its own',
  refused.includes("Missing field 'SetIdentifier'"),
);
// #endregion
