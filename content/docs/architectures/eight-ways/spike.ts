import { check, plot, table } from 'desired-capacity';
import { QUIET, serve, ways } from './ways.ts';

const times = 20; // knob so many times as many visits: 2..30

// A visit in ten seconds, for five minutes; then so many times as many, for
// ten.
const results = [];
for (const way of Object.keys(ways))
  results.push(await serve(way, times * QUIET));
// #region the table, the plot and the checks
const round = (x: number) => Math.round(x * 10) / 10;
table(
  'A peak of ten minutes',
  results.map(({ way, calls, failed, p99, lastBad, month, peakMonth }) => ({
    way,
    'p99 (s)': round(p99),
    'failed (%)': round((100 * failed) / calls),
    'last failure (s)': failed > 0 ? Math.round(lastBad) : '–',
    'a quiet month (USD)': Math.round(month),
    'a month of peak (USD)': Math.round(peakMonth),
  })),
);
plot({
  title: 'Failed visits in half a minute',
  description:
    'All lines are at zero for five minutes. At the peak those of one and two servers jump and stay up until it is over. Those of the groups come down while it lasts; the one with a prepared image comes down first.',
  x: { label: 'Time', unit: 'min' },
  y: { label: 'Failed visits' },
  series: results.slice(0, 4).map(({ way, points }) => ({
    name: way,
    style: 'step',
    points,
  })),
  marks: [{ x: 5, label: 'the peak begins' }],
});
const [one, two, group, prepared, albLambda, lambda, queue] = results;
check('one server drowns', one!.failed > 0.5 * one!.calls);
check('two lose less than one', two!.failed < one!.failed);
check('a group loses visits while its servers start', group!.failed > 0.1 * group!.calls && group!.failed < two!.failed); // prettier-ignore
const failedIn = (from: number, to: number) => group!.points.reduce((sum, [x, n]) => sum + (x >= from && x < to ? n : 0), 0); // prettier-ignore
check('a group grows: at the end of the peak it fails less than half as often', failedIn(13, 15) < failedIn(7, 9) / 2); // prettier-ignore
check('a prepared image brings them sooner', prepared!.failed < 0.8 * group!.failed && prepared!.lastBad < group!.lastBad); // prettier-ignore
check('functions grow with the visits, behind either door', albLambda!.failed === 0 && lambda!.failed === 0); // prettier-ignore
check('a queue takes all of it at once', queue!.failed === 0 && queue!.p99 < 1); // prettier-ignore
check('in a quiet month functions are cheapest, at the peak servers are', lambda!.month < one!.month && lambda!.peakMonth > prepared!.peakMonth); // prettier-ignore
// #endregion
