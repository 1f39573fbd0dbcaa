import { check, Cloud, table } from 'desired-capacity';

const cloud = new Cloud();
const connections = { open: 0 };
cloud.lambda.createFunction({
  functionName: 'checkout',
  code: {
    initDuration: 0.4,
    load: () => {
      connections.open += 1; // each environment opens its own
      return async (_order: unknown, context) => context.sleep(0.2);
    },
  },
});
const people = 40; // knob people at once: 1..200
const rounds = [];
for (const round of ['first', 'a minute later', 'another minute']) {
  const runs = Array.from({ length: people }, () =>
    cloud.lambda.run('checkout'),
  );
  const all = await cloud.simulation.all(runs);
  // #region a row of the table
  const cold = all.filter(({ coldStart }) => coldStart).length;
  const slowest = Math.max(...all.map((one) => one.init + one.duration));
  rounds.push({
    round,
    'cold starts': cold,
    'slowest answer (ms)': Math.round(slowest * 1000),
    connections: connections.open,
  });
  // #endregion
  await cloud.run(60);
}

// #region the table and the checks
table('The same burst, three times', rounds);
check(
  'a burst of N on a function at rest makes N environments',
  rounds[0]!['cold starts'] === people,
);
check('each of them opened a connection', connections.open === people);
check(
  'the same burst a minute later finds them all',
  rounds[1]!['cold starts'] === 0,
);
check(
  'a warm answer comes sooner than a cold one',
  rounds[1]!['slowest answer (ms)'] < rounds[0]!['slowest answer (ms)'],
);
// #endregion
