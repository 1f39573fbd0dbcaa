import { check, plot } from 'desired-capacity';
import { trafficSchedule } from 'desired-capacity/ecs';

const stepPercent = 10; // knob step percent: 5..50 step 5
const canaryPercent = 5; // knob canary percent: 1..50

const linear = trafficSchedule({ strategy: 'LINEAR', stepPercent });
const canary = trafficSchedule({ strategy: 'CANARY', canaryPercent });
const all = trafficSchedule({ strategy: 'BLUE_GREEN' });

// #region the plot and the checks
const points = ({ shifts, end }: typeof all) => [
  [-5, 0] as const,
  ...shifts.map(({ minute, percent }) => [minute, percent] as const),
  [end, 100] as const,
];
plot({
  title: 'The share of the new version',
  description:
    'Blue/green jumps to all at once. Linear climbs in ten equal steps. Canary stays low for ten minutes, then jumps.',
  x: { label: 'Time after the first shift', unit: 'min' },
  y: { label: 'Traffic', unit: '%' },
  series: [
    { name: 'blue/green', style: 'step', points: points(all) },
    { name: 'linear', style: 'step', points: points(linear) },
    { name: 'canary', style: 'step', points: points(canary) },
  ],
});
check('blue/green: everybody at once, and 15 minutes of bake time', all.shifts.length === 1 && all.end === 15); // prettier-ignore
check('linear: ten steps of six minutes, no wait behind the last', linear.shifts.length === 10 && linear.end === 54 + 15); // prettier-ignore
check('canary: ten minutes at 5 %, then all', canary.shifts[0]!.percent === 5 && canary.end === 10 + 15); // prettier-ignore
// #endregion
