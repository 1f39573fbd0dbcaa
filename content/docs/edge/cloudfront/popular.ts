import { check, Cloud, plot } from 'desired-capacity';

const ttl = 60; // knob time to live: 10..300 step 10

// Objects of different popularity, each asked at random, from one city.
const cloud = new Cloud();
const { cloudfront } = cloud;
const headers = new Map([['cache-control', `max-age=${ttl}`]]);
cloudfront.endpoints.listen('o.example.com:80', () => ({
  status: 200,
  headers,
}));
// An hour's requests, from one in ten minutes to one a second.
const rates = [1 / 600, 1 / 200, 1 / 60, 1 / 20, 1 / 5, 1];
const measured: [number, number][] = [];
const formula: [number, number][] = [];
for (const [i, rate] of rates.entries()) {
  // #region one object: asked at this rate, and what comes of it
  const site = cloudfront.distribution({
    origin: 'o.example.com',
    cachePolicy: {},
  });
  const random = cloud.random(`viewers of ${i}`);
  let hits = 0;
  const process = cloud.process(function* () {
    for (; ; yield random.exponential(1 / rate)) {
      const { result } = yield* site.request({ path: `/${i}` });
      if (result === 'Hit') hits += 1;
    }
  });
  await cloud.run(Math.min(400 / rate, 60_000));
  process.cancel();
  const perMinute = 60 * rate;
  measured.push([perMinute, (100 * hits) / site.requests]);
  formula.push([perMinute, (100 * rate * ttl) / (1 + rate * ttl)]);
  // #endregion
}
// #region the picture and the checks
plot({
  title: 'Answered by the edge location',
  description:
    'What is asked for often is nearly always there. What is asked for less than once per time to live is hardly ever there.',
  x: { label: 'Requests a minute', unit: '' },
  y: { label: 'Hits', unit: '%' },
  series: [
    { name: 'measured', style: 'points', points: measured },
    { name: 'λT/(1 + λT)', points: formula },
  ],
});
check(
  'hits follow λT/(1 + λT)',
  measured.every(([, share], i) => Math.abs(share - formula[i]![1]) < 6),
);
check('what is rarely asked for is rarely there', measured[0]![1] < 20);
// #endregion
