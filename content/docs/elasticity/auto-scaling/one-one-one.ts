import { check, Cloud, hours, minutes, timeline } from 'desired-capacity';

// Minimum, desired and maximum are one, over two zones.
const cloud = new Cloud();
const web = cloud.autoscaling.createGroup('web', {
  minSize: 1,
  maxSize: 1,
  availabilityZones: ['us-east-1a', 'us-east-1b'],
});
const spans: { start: number; end: number; label: string }[] = [];
// #region follow the instance in service
cloud.process(function* watch() {
  while (true) {
    const zone = web.instances.find((one) => one.state === 'InService')?.zone;
    const last = spans.at(-1);
    if (last && last.label === zone && cloud.now - last.end < 2) {
      last.end = cloud.now + 1;
    } else if (zone) {
      spans.push({ start: cloud.now, end: cloud.now + 1, label: zone });
    }
    yield 1;
  }
});
// #endregion

// After twenty minutes the zone of the instance loses its power.
await cloud.run(minutes(20));
const first = web.instances[0]!.zone;
cloud.faults.raise({ kind: 'down', place: first }, { lasting: hours(2) });
await cloud.run(minutes(40));

// #region the timeline and the checks
timeline({
  title: 'Where the one instance is in service',
  description:
    'One zone first, for the time in which the group has not noticed its loss too. Then a gap of a minute, and the other zone.',
  lanes: [
    {
      name: 'in service',
      spans,
      events: [{ at: minutes(20), label: 'zone lost' }],
    },
  ],
});
const second = web.instances[0]?.zone;
check(
  'the replacement is in the other zone',
  second !== undefined && second !== first,
);
const from = spans.at(-1)!.start - minutes(20);
console.log(`In service again ${Math.round(from)} s after the loss.`);
check('after a few minutes, not at once', from > 120 && from < 600);
// #endregion
