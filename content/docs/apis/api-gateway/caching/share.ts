import { check, Cloud, minutes, plot } from 'desired-capacity';

const lasting = 60; // knob time to live: 10..300 step 10 unit s

// How many requests does a cache answer, by how often they come?
async function hits(perMinute: number) {
  const cloud = new Cloud();
  let asked = 0;
  cloud.serve('price.example', () => ({ status: 200, body: `${++asked}` }));
  const api = cloud.apigateway.build('shop', {
    'GET /price': { http: 'https://price.example/' },
  });
  api.set({
    '/cacheClusterEnabled': true,
    '/*/*/caching/enabled': true,
    '/*/*/caching/ttlInSeconds': lasting,
  });
  await cloud.run(minutes(4));
  const clients = cloud.random('clients');
  const count = 1000;
  for (let i = 0; i < count; i += 1) {
    await cloud.run(clients.exponential(60 / perMinute));
    await api.request({ path: '/price' });
  }
  return (100 * (count - asked)) / count;
}

// #region the plot and the checks
const rates = [0.2, 0.5, 1, 2, 5, 10, 30];
const measured: [number, number][] = [];
for (const rate of rates) measured.push([rate, await hits(rate)]);
const exact = rates.map((rate): [number, number] => {
  const during = (rate * lasting) / 60;
  return [rate, (100 * during) / (1 + during)];
});
plot({
  title: 'What a cache answers',
  description:
    'The share of requests that the cache answers rises steeply at first and then flattens towards all of them. What was measured lies on the formula.',
  x: { label: 'Requests a minute for one key' },
  y: { label: 'Answered by the cache', unit: '%' },
  series: [
    { name: 'measured', points: measured },
    { name: 'λT / (1 + λT)', points: exact },
  ],
});
check(
  'the share of hits is λT / (1 + λT)',
  measured.every(([, share], i) => Math.abs(share - exact[i]![1]) < 6),
);
check('rare requests gain little', measured[0]![1] < measured.at(-1)![1]);
// #endregion
