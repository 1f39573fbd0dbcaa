import { check, plot, table } from 'desired-capacity';
import { sale, STRONG, type Design } from './tier.ts';

const peak = 3; // knob orders a second at the sale: 1..5

// The same sale with four ways to have servers for it.
const ways: [string, Partial<Design>][] = [
  ['three servers, always', { ahead: 0, target: 0 }],
  ['by CPU', { ahead: 0 }],
  ['by CPU, slow to start', { ahead: 0, startup: 240 }],
  ['nine ahead, then by CPU', {}],
];
const runs = [];
for (const [way, change] of ways)
  runs.push({ way, ...(await sale({ ...STRONG, ...change }, { name: 'nothing' }, peak)) }); // prettier-ignore
// #region the plot, the table and the checks
plot({
  title: 'Servers that answer, on the day of the sale',
  description: 'The crowd comes after a minute. A group that follows the CPU grows minutes later, in rounds; with servers ahead there are enough from the beginning.', // prettier-ignore
  x: { label: 'Time', unit: 's' },
  y: { label: 'Servers' },
  series: runs.map(({ way, points }) => ({ name: way, style: 'step' as const, points })), // prettier-ignore
});
table(
  'Fifteen minutes of sale',
  runs.map(({ way, failed, p95, hours }) => ({
    way,
    'orders failed (%)': failed,
    '95 % within (s)': p95,
    'instance-hours': hours,
  })),
);
const [fixed, cpu, slow, ahead] = runs;
check('a fixed fleet turns visitors away', peak < 3 || fixed!.failed > 20);
check('a group that reacts is late', cpu!.failed > ahead!.failed);
check('the slower a server starts, the later it is', slow!.failed >= cpu!.failed); // prettier-ignore
check('servers ahead of the crowd serve it', peak > 3 || ahead!.failed < 1);
// #endregion
