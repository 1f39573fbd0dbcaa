import { check, Cloud, hours, minutes, plot } from 'desired-capacity';

const desired = 4; // knob 3..8 unit instances
const killed = 3; // knob 1..3 unit instances

const cloud = new Cloud();
const web = cloud.autoscaling.createGroup('web', {
  minSize: 2,
  maxSize: 8,
  desiredCapacity: desired,
});
const serving = cloud.record(() => web.inService.length, { every: 10 });

// Ten minutes later, somebody terminates three of them.
await cloud.run(minutes(10));
for (const instance of web.inService.slice(0, killed)) {
  cloud.ec2.terminateInstances({ instanceIds: [instance.id] });
}
await cloud.run(minutes(10));
const replaced = web.activities[0]!.cause!;
await cloud.run(hours(1));

// #region the plot, the activity and the checks
plot({
  title: 'Instances in service',
  description:
    'The line rises from none to the desired capacity in less than a minute. It falls when instances are terminated, and is back soon.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Instances' },
  series: [
    { name: 'in service', style: 'step', points: serving.slice(0, 121) },
  ],
  marks: [
    { y: desired, label: 'desired' },
    { x: minutes(10), label: 'killed' },
  ],
});
console.log(replaced);
check(
  'it comes to its desired capacity by itself',
  serving[30]![1] === desired,
);
const fell = serving.find(([at, n]) => at > 600 && n < desired)?.[0] ?? Infinity; // prettier-ignore
const back = serving.find(([at, n]) => at > fell && n === desired)?.[0];
check(
  'what is missing is replaced within three minutes',
  back !== undefined && back < minutes(13),
);
check(
  'the desired capacity has not changed',
  web.desiredCapacity === desired,
);
// #endregion
