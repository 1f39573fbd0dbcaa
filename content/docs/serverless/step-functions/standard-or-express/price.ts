import { check, Cloud, plot, table } from 'desired-capacity';

const seconds = 2; // knob an execution takes: 1..60 unit seconds

const million = 1e6;
/** US dollars for a million executions with so many states. */
async function price(type: 'STANDARD' | 'EXPRESS', states: number) {
  // #region one execution, and its bill a million times
  const cloud = new Cloud();
  const names = Array.from({ length: states }, (_, i) => `S${i}`);
  const machine = cloud.sfn.machine(
    'm',
    {
      StartAt: 'S0',
      States: Object.fromEntries(
        names.map((name, i) => [
          name,
          {
            ...(i === 0
              ? { Type: 'Wait', Seconds: seconds }
              : { Type: 'Pass' }),
            ...(i === states - 1 ? { End: true } : { Next: names[i + 1] }),
          },
        ]),
      ),
    },
    { type },
  );
  machine.start();
  await cloud.run(120);
  const lines = cloud.meter.bill({ freeTier: false });
  return lines.reduce((sum, { usd }) => sum + usd, 0) * million;
  // #endregion
}

const curves = {
  STANDARD: [] as [number, number][],
  EXPRESS: [] as [number, number][],
};
for (const states of [1, 2, 4, 6, 8, 10, 15, 20])
  for (const type of ['STANDARD', 'EXPRESS'] as const)
    curves[type].push([states, await price(type, states)]);
// #region the plot, the table and the checks
plot({
  title: 'A million executions',
  description:
    'The price of Standard rises with the number of states. That of Express is low and flat: it depends on time alone.',
  x: { label: 'States of the machine' },
  y: { label: 'US dollars' },
  series: [
    { name: 'Standard', points: curves.STANDARD },
    { name: 'Express', points: curves.EXPRESS },
  ],
});
const at = (type: keyof typeof curves, states: number) =>
  curves[type].find(([x]) => x === states)![1];
table(
  'US dollars for a million executions',
  [1, 10, 20].map((states) => ({
    states,
    Standard: at('STANDARD', states).toFixed(2),
    Express: at('EXPRESS', states).toFixed(2),
  })),
);
check(
  'Standard pays for each state',
  Math.abs(at('STANDARD', 10) / at('STANDARD', 1) - 10) < 0.01,
);
check(
  'Express pays for time, not for states',
  at('EXPRESS', 20) === at('EXPRESS', 1),
);
check(
  'short and many states: Express is far cheaper',
  at('STANDARD', 10) > 50 * at('EXPRESS', 10),
);
// #endregion
