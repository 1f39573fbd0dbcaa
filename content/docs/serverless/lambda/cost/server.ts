import { check, Cloud, plot } from 'desired-capacity';

const duration = 0.1; // knob seconds that a call takes: 0.1..0.5 step 0.1
const cloud = new Cloud();
cloud.lambda.createFunction({
  functionName: 'f',
  memorySize: 512,
  code: { initDuration: 0, duration, load: () => () => 'done' },
});
for (let i = 0; i < 100; i += 1) await cloud.lambda.run('f');
const cents = cloud.meter.cost(); // dollars for a hundred: cents for one

// #region the plot and the checks
const SERVER = 3.6; // US cents an hour: a c7g.medium, one vCPU and 2 GiB, on demand in us-east-1
const rates = Array.from({ length: 21 }, (_, i) => i);
const lambda = rates.map((rate): [number, number] => [rate, cents * rate * 3600]); // prettier-ignore
plot({
  title: 'A function and a server',
  description:
    'The price of an hour of the function grows with the calls, from nothing to seven cents with twenty a second. The server costs 3.6 cents with any number of calls. The lines cross at about ten calls a second.',
  x: { label: 'Calls a second' },
  y: { label: 'Price of an hour', unit: 'US cents' },
  series: [
    { name: 'function', points: lambda },
    { name: 'server', points: rates.map((rate) => [rate, SERVER]) },
  ],
});
const even = SERVER / (cents * 3600);
check('a function at rest costs nothing', lambda[0]![1] === 0);
check('they cost the same at some rate', even > 1 && even < 12);
// #endregion
