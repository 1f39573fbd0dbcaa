import { check, Cloud, hours, plot, table } from 'desired-capacity';

const idle = 8; // knob hours idle before the work: 0..24
const mode = 'standard'; // knob 'standard' | 'unlimited'

const cloud = new Cloud();
const [one] = cloud.ec2.launch({
  instanceType: 't3.micro',
  creditSpecification: { cpuCredits: mode },
});
await one!.until('running');
// #region what CloudWatch shows of it
const metric = (name: string) =>
  cloud.record(
    cloud.metrics.find('us-east-1', 'AWS/EC2', name, {
      InstanceId: one!.id,
    })!,
  );
const cpu = metric('CPUUtilization');
const balance = metric('CPUCreditBalance');
// #endregion
await cloud.run(hours(idle));
const saved = one!.credits!.balance;
one!.cpu = 1; // It works as hard as it can.
await cloud.run(hours(4));
// #region the plot, the table and the checks
const inHours = (points: [number, number][]) =>
  points.map(([at, value]): [number, number] => [at / 3600, value]);
plot({
  title: 'A t3.micro works',
  description:
    'While the instance is idle its credits grow in a straight line. When it works they fall faster than they grew. When they are gone, in standard mode its CPU falls from 100 % to a tenth.',
  x: { label: 'Time', unit: 'h' },
  y: { label: 'CPU in %, and credits' },
  series: [
    { name: 'CPU', style: 'step', points: inHours(cpu) },
    { name: 'credits', points: inHours(balance) },
  ],
});
const last = Math.round(cpu.at(-1)![1]);
const surplus = one!.credits!.surplus;
table('In the end', [{ 'credits before the work': Math.round(saved), 'CPU at last, %': last, 'surplus credits': Math.round(surplus) }]); // prettier-ignore
check('it earns twelve credits an hour', Math.abs(saved - 12 * idle) < 1);
check('at full speed two vCPUs spend two credits a minute', Math.max(...cpu.map(([, value]) => value)) > 99); // prettier-ignore
check('without credits it falls to its baseline of 10 %', last === 10);
check('in standard mode nothing is owed', surplus === 0);
// #endregion
