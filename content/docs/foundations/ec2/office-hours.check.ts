import { check, Cloud, days, hours, table } from 'desired-capacity';
import { keep, prepare } from './office-hours.starter.ts';

const cloud = new Cloud();
const [server] = cloud.ec2.launch({ instanceType: 'm5.xlarge' });
await server!.until('running');
prepare(cloud, server!);
const address = server!.publicAddress;
cloud.process(() => keep(cloud, server!));

// Every half an hour of a week somebody looks.
let missed = 0;
let moved = 0;
while (cloud.now < days(7)) {
  await cloud.run(hours(0.5) - (cloud.now % hours(0.5)) || hours(0.5));
  const hour = (cloud.now / hours(1)) % 24;
  const open = cloud.now < days(5) && hour >= 9 && hour < 18;
  if (open && server!.state !== 'running') missed++;
  if (open && server!.publicAddress !== address) moved++;
}
const usd = cloud.meter.cost();
table('A week', [{ 'looks in vain': missed, 'looks at another address': moved, 'USD': Math.round(usd * 100) / 100 }]); // prettier-ignore
check('the server is there when the team works', missed === 0);
check('it is always at the same address', moved === 0);
check('it costs less than 12 USD a week', usd < 12);
check('it is the same server still', server!.state !== 'terminated');
