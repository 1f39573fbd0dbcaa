import {
  check,
  Cloud,
  hours,
  minutes,
  playback,
  plot,
  recordFleet,
} from 'desired-capacity';

const lasting = 30; // knob zone down: 10..60 step 5 unit minutes

const cloud = new Cloud();
const zones = ['us-east-1a', 'us-east-1b', 'us-east-1c'];
const web = cloud.autoscaling.createGroup('web', {
  minSize: 6,
  maxSize: 6,
  availabilityZones: zones,
});
const inZone = (zone: string) =>
  web.instances.filter(
    (one) => one.zone === zone && one.state === 'InService',
  ).length;
const counts = zones.map((zone) =>
  cloud.record(() => inZone(zone), { every: 20 }),
);
const fleet = recordFleet(cloud, web, { every: 60 });
const total = cloud.record(() => web.inService.length, { every: 1 });
cloud.faults.raise(
  { kind: 'down', place: 'us-east-1b' },
  { at: minutes(10), lasting: minutes(lasting) },
);
await cloud.run(hours(1.5));

// #region the playback, the plot and the checks
playback({
  title: 'A zone is lost, and comes back',
  description:
    'Three zones have two instances each. The ones of a zone fail and leave; the other zones get a third one each. When the zone is back, it gets two again and the others lose one each.',
  scenes: fleet,
});
plot({
  title: 'Instances in service, by zone',
  description:
    'Two in each zone at first. The lost zone goes to none, and the others to three each. When it is back, it gets two again, one after the other.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Instances' },
  series: zones.map((name, i) => ({ name, style: 'step', points: counts[i]! })), // prettier-ignore
  marks: cloud.faults.marks,
});
const at = (minute: number) => counts.map((points) => points.find(([t]) => t >= minutes(minute))![1]).join(); // prettier-ignore
console.log(`By zone: before ${at(9)}, without one of them ${at(25)}, at the end ${at(88)}.`); // prettier-ignore
check('the group is level before', at(9) === '2,2,2');
check('it makes up for the lost zone in the others', at(25) === '3,0,3');
check('it is level again at the end', at(88) === '2,2,2');
const most = Math.max(...total.map(([, n]) => n));
check('on its way there it is above its maximum, by one', most === 7);
// #endregion
