import { check, Cloud, plot } from 'desired-capacity';

const load = 0.8; // knob requests per token: 0.4..1.2 step 0.1
const count = 1500;

// Requests come at random, on average fewer than there are tokens.
async function refused(burst: number) {
  const cloud = new Cloud();
  const api = cloud.apigateway.build('shop', { 'GET /': { mock: '{}' } });
  api.set({
    '/*/*/throttling/rateLimit': 10,
    '/*/*/throttling/burstLimit': burst,
  });
  const clients = cloud.random('clients');
  let throttled = 0;
  for (let i = 0; i < count; i += 1) {
    await cloud.run(clients.exponential(1 / (10 * load)));
    if ((await api.request()).status === 429) throttled += 1;
  }
  return throttled / count;
}

// #region what queueing theory says, a plot and the checks
/** The loss of M/D/1/b: a queue with one server and room for b. */
function loss(burst: number) {
  const arrive = (k: number) => {
    let term = Math.exp(-load);
    for (let i = 1; i <= k; i += 1) term *= load / i;
    return term;
  };
  const states = [1];
  for (let n = 0; n + 1 < burst; n += 1) {
    let sum = states[n]! - states[0]! * arrive(n);
    for (let j = 1; j <= n; j += 1) sum -= states[j]! * arrive(n - j + 1);
    states.push(sum / arrive(0));
  }
  const all = states.reduce((sum, value) => sum + value, 0);
  return 1 - 1 / (states[0]! / all + load);
}
const bursts = [1, 2, 3, 5, 8];
const measured: [number, number][] = [];
for (const burst of bursts)
  measured.push([burst, 100 * (await refused(burst))]);
const exact = bursts.map((b): [number, number] => [b, 100 * loss(b)]);
plot({
  title: 'Refused although the average is below the rate',
  description:
    'With a burst of one, many requests are refused; each token more in the bucket takes the share down. What was measured lies close to the formula.',
  x: { label: 'Burst', unit: 'tokens' },
  y: { label: 'Refused', unit: '%' },
  series: [
    { name: 'measured', points: measured },
    { name: 'M/D/1/b', points: exact },
  ],
});
check(
  'what was measured is what queueing theory says',
  measured.every(([, share], i) => Math.abs(share - exact[i]![1]) < 6),
);
check('a larger burst refuses fewer', measured[0]![1] > measured.at(-1)![1]);
// #endregion
