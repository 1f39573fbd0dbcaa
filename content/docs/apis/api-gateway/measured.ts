import {
  arrivals,
  check,
  Cloud,
  minutes,
  plot,
  table,
} from 'desired-capacity';

const slowDown = 1; // knob 0..3 step 0.5 unit s

// A back end that is slow from the tenth minute to the twentieth.
const cloud = new Cloud();
cloud.serve('shop.example', function* () {
  const slow = cloud.now > minutes(10) && cloud.now < minutes(20);
  yield 0.05 + (slow ? slowDown : 0);
  return { status: slow && slowDown > 0 ? 500 : 200, body: '{}' };
});
const api = cloud.apigateway.build('shop', {
  'GET /': { http: 'https://shop.example/' },
});
const metric = (
  name: 'Count' | '5XXError' | 'Latency' | 'IntegrationLatency',
) => cloud.record(cloud.apigateway.metric(name, 'shop', 'prod'));

// #region half an hour of clients, a plot, a table and the checks
const [count, errors, latency, behind] = [
  metric('Count'),
  metric('5XXError'),
  metric('Latency'),
  metric('IntegrationLatency'),
];
arrivals(cloud, { rate: 2, lasting: minutes(30) }, () => api.request());
await cloud.run(minutes(32));
plot({
  title: 'What API Gateway tells CloudWatch',
  description:
    'Latency and integration latency run close together all the time, and are high from the tenth to the twentieth minute.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Milliseconds, on average' },
  series: [
    { name: 'Latency', points: latency },
    { name: 'IntegrationLatency', points: behind },
  ],
});
const sum = (points: [number, number][]) =>
  points.reduce((all, [, value]) => all + (value || 0), 0);
table('Half an hour', [
  { metric: 'Count', sum: sum(count) },
  { metric: '5XXError', sum: sum(errors) },
]);
const gaps = latency.map(([, value], i) => value - behind[i]![1]);
check(
  'the gateway’s own part is a few milliseconds, slow back end or not',
  gaps.filter((gap) => gap >= 0).every((gap) => gap > 1 && gap < 10),
);
check('it counts requests and errors', sum(count) > sum(errors));
// #endregion
