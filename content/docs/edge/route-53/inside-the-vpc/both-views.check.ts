import { check, Cloud, minutes } from 'desired-capacity';
import { inside, outside } from './both-views.starter.ts';

const cloud = new Cloud();
const { ec2, route53 } = cloud;
const vpc = ec2.describeVpcs({}).vpcs![0]!.vpcId!;
ec2.modifyVpcAttribute({
  vpcId: vpc,
  enableDnsHostnames: { value: true },
});
const open = route53.zone('example.com');
const own = route53.zone('example.com', { vpcs: [vpc] });
for (const [name, values] of Object.entries(outside))
  open.upsert({ name, values });
for (const [name, values] of Object.entries(inside))
  own.upsert({ name, values });
await cloud.run(minutes(5));

const internet = route53.resolver();
const within = route53.resolver({ vpc });
const ask = (resolver: typeof internet, name: string) =>
  resolver.ask(`${name}.example.com`).values[0];
check(
  'the internet sees the shop and the mail server',
  ask(internet, 'www') === '192.0.2.1' &&
    ask(internet, 'mail') === '192.0.2.25',
);
check(
  'the internet does not see the database',
  ask(internet, 'db') === undefined,
);
check('the VPC sees the database', ask(within, 'db') === '10.0.0.20');
check(
  'the VPC gets to the shop by its private address, 10.0.0.10',
  ask(within, 'www') === '10.0.0.10',
);
check(
  'and to the mail server as everybody does',
  ask(within, 'mail') === '192.0.2.25',
);
