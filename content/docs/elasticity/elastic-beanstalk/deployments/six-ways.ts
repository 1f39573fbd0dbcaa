import { check, plot, table } from 'desired-capacity';
import { deploy, POLICIES, type Run } from './shop.ts';

const batch = 1; // knob instances a batch: 1..4

// Four instances run v1, visitors come all the time. Six ways to bring v2.
const runs: Run[] = [];
for (const way of POLICIES) runs.push(await deploy(way, {}, {}, batch));

// #region the plot, the table and the checks
plot({
  title: 'Instances that answer while v2 is deployed',
  description:
    'All at once falls to none for some seconds. Rolling goes on with one fewer for long. The others never have fewer than four; immutable has eight for a while.', // prettier-ignore
  x: { label: 'Time', unit: 's' },
  y: { label: 'Instances that answer' },
  series: runs.map(({ way, points, seconds }) => ({ name: way, style: 'step' as const, points: points.filter(([x]) => x <= seconds) })), // prettier-ignore
});
const least = ({ points }: Run) => Math.min(...points.map(([, n]) => n));
table(
  'Six ways from v1 to v2',
  runs.map((run) => ({
    way: run.way,
    minutes: Math.round(run.seconds / 6) / 10,
    'answer at worst': least(run),
    'run at most': run.most,
    'visits failed': run.failed,
    'extra instance-hours': Math.round(run.extra * 100) / 100,
  })),
);
const [all, rolling, more, immutable, split, blueGreen] = runs as [Run, Run, Run, Run, Run, Run]; // prettier-ignore
check('a new version is deployed by the service, on every instance', runs.every(({ runs: on }) => on.length === 4 && on.every((v) => v === 'v2'))); // prettier-ignore
check('all at once is the quickest, and nobody answers for a while', runs.every(({ seconds }) => seconds >= all.seconds) && least(all) === 0 && all.failed > 0); // prettier-ignore
check('rolling goes on with fewer', least(rolling) === 4 - batch);
check('an additional batch keeps all, with so many instances more', least(more) >= 4 && more.most === 4 + batch); // prettier-ignore
check('immutable and traffic splitting have two fleets for a while', immutable.most === 8 && split.most === 8); // prettier-ignore
check('blue/green loses nobody either', blueGreen.failed === 0 && blueGreen.most === 8); // prettier-ignore
check('only all at once loses visits', [rolling, more, immutable, split].every(({ failed }) => failed === 0)); // prettier-ignore
// #endregion
