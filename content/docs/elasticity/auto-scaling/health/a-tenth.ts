import { check, Cloud, hours, minutes, plot } from 'desired-capacity';

const policy = 'none'; // knob 'none' | '100 to 120'

// A wrong setting makes the status checks of all twenty instances fail.
const cloud = new Cloud();
const web = cloud.autoscaling.createGroup('web', {
  minSize: 20,
  maxSize: 30,
  defaultInstanceWarmup: 60,
  ...((policy as string) !== 'none' && {
    instanceMaintenancePolicy: {
      minHealthyPercentage: 100,
      maxHealthyPercentage: 120,
    },
  }),
});
await cloud.run(minutes(10));
const old = new Set(web.inService.map(({ id }) => id));
for (const id of old) {
  cloud.ec2.instance(id).checks.faults.add('network-configuration');
}
// #region an hour
const ill = cloud.record(
  () => web.inService.filter(({ id }) => old.has(id)).length,
  { every: 10 },
);
const serving = cloud.record(() => web.inService.length, { every: 10 });
await cloud.run(hours(1));

// #endregion
// #region the plot and the checks
plot({
  title: 'Twenty ill instances are replaced',
  description:
    'The number of ill ones falls by two at a time. The number in service stays at eighteen or more.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Instances' },
  series: [
    { name: 'in service', style: 'step', points: serving },
    { name: 'of these, ill', style: 'step', points: ill },
  ],
});
const first = (ill.find(([, n]) => n < 20)?.[0] ?? Infinity) - minutes(10);
const last = ill.find(([, n]) => n === 0)?.[0];
const least = Math.min(...serving.map(([, n]) => n));
console.log(`The first one goes ${Math.round(first / 60)} minutes after the fault, the last one ${Math.round(((last ?? 0) - minutes(10)) / 60)}.`); // prettier-ignore
check('an impaired instance is given some minutes', first > minutes(3));
check('never more than a tenth are out at a time', least >= 18);
check('in the end all are replaced', last !== undefined);
// #endregion
