import { check, plot, table } from 'desired-capacity';
import { downtimePerYear, kOfNCommon } from 'desired-capacity/ec2';

const zone = 0.999; // knob a zone is up: 0.99 | 0.999 | 0.9999

// Of each zone's downtime, this share befalls all zones at once.
const common = [0, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2];
const minutesDown = (zones: number, share: number) =>
  downtimePerYear(kOfNCommon(1, zones, zone, share)) / 60;

const lines = [1, 2, 3].map((zones) => ({
  name: zones === 1 ? 'one zone' : `${zones} zones`,
  points: common.map(
    (share) => [100 * share, minutesDown(zones, share)] as const,
  ),
}));
// #region the plot, the table and the checks
plot({
  title: 'Minutes down in a year, where one zone is enough',
  description:
    'One zone is a flat line far above the others. Two and three zones begin near zero and rise in a straight line with the share of failures that they have in common. They can hardly be told apart.',
  x: { label: 'Downtime that all zones share', unit: '%' },
  y: { label: 'Down in a year', unit: 'min' },
  series: lines,
});
const round = (x: number) => Math.round(100 * x) / 100;
table(
  'Minutes down in a year',
  [0, 0.01, 0.1].map((share) => ({
    'in common (%)': 100 * share,
    'one zone': round(minutesDown(1, share)),
    'two zones': round(minutesDown(2, share)),
    'three zones': round(minutesDown(3, share)),
  })),
);
const two = minutesDown(2, 0.1);
check('with nothing in common a second zone is worth a factor of hundreds', minutesDown(1, 0) / minutesDown(2, 0) > 90); // prettier-ignore
check('with a tenth in common it is worth a factor of ten', minutesDown(1, 0.1) / two < 10.1); // prettier-ignore
check('and a third zone hardly anything', minutesDown(3, 0.1) > 0.9 * two);
// #endregion
