import { check, Cloud, minutes, table } from 'desired-capacity';
import { computes } from './computes.ts';

const pause = 20; // knob minutes between two visits: 1..60

// Fifty visits, one after the other, with a pause between them.
const rows = [];
for (const name of Object.keys(computes)) {
  const cloud = new Cloud({ traceLimit: 0 });
  const ask = await computes[name]!(cloud, 1, 1);
  const waits = [];
  const before = cloud.meter.cost();
  for (let visit = 0; visit < 50; visit += 1) {
    const begun = cloud.now;
    await cloud.simulation.process(ask);
    waits.push(cloud.now - begun);
    await cloud.run(minutes(pause));
  }
  // #region a row of the table
  const slow = waits.filter((wait) => wait > 0.3).length;
  const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
  const usd = cloud.meter.cost() - before;
  rows.push({ where: name, 'mean, ms': Math.round(1000 * mean), 'visits above 300 ms': slow, 'a visit, in USD': Number((usd / 50).toPrecision(2)) }); // prettier-ignore
  // #endregion
}
table('Fifty visits', rows);
const [servers, tasks, functions] = rows;
const slow = 'visits above 300 ms';
check('servers and tasks are awake', servers![slow] + tasks![slow] === 0);
check('a function has to be woken for each visit', functions![slow] > 45);
check('and costs a thousandth of what servers cost', functions!['a visit, in USD'] < tasks!['a visit, in USD'] / 1e3); // prettier-ignore
