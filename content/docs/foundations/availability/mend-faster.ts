import { check, Cloud, hours, plot, table } from 'desired-capacity';
import { availability } from 'desired-capacity/ec2';

const mend = 30; // knob minutes to mend it: 5..60 step 5

// A service of which one piece breaks once in ten days. Nine years of it.
const YEARS = 9;
async function life(mtbf: number, mttr: number) {
  // #region hours until it breaks, minutes until it is mended, and the sum
  const cloud = new Cloud({ traceLimit: 0 });
  const random = cloud.random('breaks');
  let [down, outages, longest] = [0, 0, 0];
  cloud.process(function* () {
    while (true) {
      yield hours(random.exponential(mtbf));
      const lasting = random.exponential(mttr) * 60;
      yield lasting;
      down += lasting;
      outages += 1;
      longest = Math.max(longest, lasting);
    }
  });
  await cloud.run(hours(24 * 365 * YEARS));
  return {
    'breaks every (h)': mtbf,
    'mended in (min)': mttr,
    'outages a year': Math.round(outages / YEARS),
    'down a year (h)': Math.round((10 * down) / 3600 / YEARS) / 10,
    'longest outage (min)': Math.round(longest / 60),
    'up (%)': Math.round(1e6 * availability(mtbf * 60, mttr)) / 1e4,
  };
  // #endregion
}
const rows = [
  await life(240, mend),
  await life(480, mend),
  await life(240, mend / 2),
];
// #region the table, the plot and the checks
table('Two ways to the same share', rows);
plot({
  title: 'Up, by the time that it takes to mend',
  description:
    'Both lines fall as it takes longer to mend. The one for twice the time between failures lies above, by half of the loss.',
  x: { label: 'Mended in', unit: 'min' },
  y: { label: 'Up', unit: '%' },
  series: [240, 480].map((mtbf) => ({
    name: `breaks every ${mtbf} h`,
    points: [1, 5, 10, 20, 30, 45, 60].map(
      (mttr) => [mttr, 100 * availability(mtbf * 60, mttr)] as const,
    ),
  })),
});
const [asIs, seldom, quick] = rows;
check('breaking half as often and mending twice as fast come to the same', Math.abs(seldom!['up (%)'] - quick!['up (%)']) < 0.001); // prettier-ignore
check('each halves the downtime', asIs!['down a year (h)'] / seldom!['down a year (h)'] > 1.6 && asIs!['down a year (h)'] / quick!['down a year (h)'] > 1.6); // prettier-ignore
// #endregion
