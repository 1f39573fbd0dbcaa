import { check, Cloud, minutes, table } from 'desired-capacity';

const hostnames = true; // knob enableDnsHostnames: true | false

const cloud = new Cloud();
const { ec2, route53 } = cloud;
const vpc = ec2.describeVpcs({}).vpcs![0]!.vpcId!;
const outside = route53.zone('example.com');
outside.upsert({ name: 'www', values: '192.0.2.1' });
outside.upsert({ name: 'mail', values: '192.0.2.25' });
const inside = route53.zone('example.com', { vpcs: [vpc] });
inside.upsert({ name: 'www', values: '10.0.0.10' });
inside.upsert({ name: 'db', values: '10.0.0.20' });
ec2.modifyVpcAttribute({
  vpcId: vpc,
  enableDnsHostnames: { value: hostnames },
});
await cloud.run(minutes(5));

// #region what a resolver gets
const ask = (resolver: ReturnType<typeof route53.resolver>, name: string) => {
  const { values, code } = resolver.ask(`${name}.example.com`);
  return values[0] ?? code;
};
// #endregion
const internet = route53.resolver();
const own = route53.resolver({ vpc });
const rows = ['www', 'db', 'mail'].map((name) => ({
  name,
  'from the internet': ask(internet, name),
  'from the VPC': ask(own, name),
}));
// #region the table and the checks
table('One name, two zones', rows);
const [www, db, mail] = rows;
check('the VPC has its own answer', www!['from the VPC'] === '10.0.0.10');
check(
  'what is private is not seen from outside',
  db!['from the VPC'] === '10.0.0.20' &&
    db!['from the internet'] === 'NXDOMAIN',
);
check(
  'the private zone does not fall through to the public one',
  mail!['from the VPC'] === 'NXDOMAIN',
);
// #endregion
