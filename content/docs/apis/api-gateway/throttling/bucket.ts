import { check, Cloud, plot, table } from 'desired-capacity';

const rate = 5; // knob 1..15 unit tokens a second
const burst = 10; // knob 1..30 unit tokens

const cloud = new Cloud();
const api = cloud.apigateway.build('shop', { 'GET /': { mock: '{}' } });
api.set({
  '/*/*/throttling/rateLimit': rate,
  '/*/*/throttling/burstLimit': burst,
});

// Thirty requests at once, then four a second, then eight a second.
const taken: number[] = [];
const refused: number[] = [];
const ask = async () => {
  const { status } = await api.request();
  (status === 429 ? refused : taken).push(cloud.now);
};
for (let i = 0; i < 30; i += 1) cloud.process(ask);
for (let i = 0; i < 40; i += 1)
  cloud.simulation.schedule(1 + i / 4, () => cloud.process(ask));
for (let i = 0; i < 80; i += 1)
  cloud.simulation.schedule(11 + i / 8, () => cloud.process(ask));

// #region 22 seconds, a plot, a table and the checks
await cloud.run(22);
// The bucket begins full; each request that is taken takes a token.
const level: [number, number][] = [];
let tokens: number = burst;
let before = 0;
for (let at = 0; at <= 21; at += 0.125) {
  const now = taken.filter((t) => t > at - 0.125 && t <= at).length;
  tokens = Math.min(burst, tokens + (at - before) * rate) - now;
  level.push([at, Math.max(0, tokens)]);
  before = at;
}
const perSecond = (all: number[]): [number, number][] =>
  Array.from({ length: 21 }, (_, s) => [
    s,
    all.filter((at) => at >= s && at < s + 1).length,
  ]);
plot({
  title: 'A bucket of tokens',
  description:
    'The bucket is empty after the first burst, fills while fewer requests come than tokens, and runs empty again while more come. Requests are refused only where it is empty.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Requests a second; tokens' },
  series: [
    { name: 'tokens in the bucket', points: level },
    { name: 'taken', points: perSecond(taken) },
    { name: 'refused (429)', points: perSecond(refused) },
  ],
});
const within = (all: number[], from: number, to: number) =>
  all.filter((at) => at >= from && at < to).length;
const phase = (name: string, from: number, to: number) => ({
  phase: name,
  taken: within(taken, from, to),
  refused: within(refused, from, to),
});
table('Three phases', [
  phase('30 at once', 0, 1),
  phase('4 a second', 1, 11),
  phase('8 a second', 11, 21),
]);
check('of thirty at once as many pass as the burst says', within(taken, 0, 1) === burst); // prettier-ignore
check(
  'below the rate nobody is refused',
  rate < 4 || within(refused, 1, 11) === 0,
);
check(
  'above it the rate passes in the long run, and what was saved',
  within(taken, 11, 21) <= burst + 10 * rate,
);
// #endregion
