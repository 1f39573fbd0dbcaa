import {
  check,
  Cloud,
  hours,
  minutes,
  playback,
  plot,
  recordFleet,
  table,
} from 'desired-capacity';

const target = 50; // knob 30..90 step 10 unit %

// An instance bears 100 requests a second. At minute 20 the load jumps
// from 100 to 800, and stays there.
const cloud = new Cloud();
const web = cloud.autoscaling.createGroup('web', {
  minSize: 2,
  maxSize: 40,
  defaultInstanceWarmup: 240,
});
web.trackCpu(target);
web.load((t) => (t < minutes(20) ? 100 : 800), { capacity: 100 });
const fleet = recordFleet(cloud, web);
const cpu = cloud.record(web.metric('CPUUtilization'));
const desired = cloud.record(() => web.desiredCapacity, { every: 10 });
await cloud.run(hours(1));

// #region the playback, the plots, the table and the checks
playback({
  title: 'The fleet while it grows',
  description:
    'Two instances are busy all the time. Newcomers boot, serve and warm up, and three times their number doubles, until each is half busy.',
  scenes: fleet,
});
plot({
  title: 'What the policy sees',
  description:
    'The CPU jumps to 100 % and stays there for some twelve minutes, while the fleet grows in three strides. Then it falls to the target.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'CPU', unit: '%' },
  series: [{ name: 'average CPU', style: 'step', points: cpu }],
  marks: [{ y: target, label: 'target' }],
});
plot({
  title: 'What it does',
  description: 'The desired capacity doubles, doubles, and doubles again.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Instances' },
  series: [{ name: 'desired', style: 'step', points: desired }],
});
const strides = desired.filter(
  ([, n], i) => i > 0 && n !== desired[i - 1]![1],
);
table(
  'From 2 instances on',
  strides.map(([at, n], i) => ({
    stride: i + 1,
    'minutes after the jump': Math.round((at - minutes(20)) / 60),
    desired: n,
  })),
);
const [start = 0] = strides[0] ?? [];
check('the first stride comes after four or five minutes', start >= minutes(23) && start <= minutes(26)); // prettier-ignore
check(
  'each stride is a doubling: 100 % is all that a CPU can say',
  strides.map(([, n]) => n).join() === '4,8,16',
);
check('it ends at its target', Math.abs(cpu.at(-1)![1] - target) < 5);
// #endregion
