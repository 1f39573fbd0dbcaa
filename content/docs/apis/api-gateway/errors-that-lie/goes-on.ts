import { check, Cloud, minutes, table, timeline } from 'desired-capacity';

const work = 40; // knob 5..60 step 5 unit s
const patience = 2; // knob tries after a 504: 0..4

// A function takes its time with an order. Nobody tells it of the 504.
const cloud = new Cloud();
cloud.lambda.createFunction({
  functionName: 'order',
  timeout: 120,
  code: () =>
    function* () {
      const start = cloud.now;
      yield work;
      spans.push({ start, end: cloud.now, label: 'charges the card' });
      return { statusCode: 201 };
    },
});
// #region the api, and what is noted
const spans: { start: number; end: number; label: string }[] = [];
const asked: { start: number; end: number; label: string }[] = [];
const api = cloud.apigateway.build('shop', {
  'POST /orders': { lambda: 'order' },
});
// #endregion

// The client sees an error, and orders again.
for (let attempt = 0; attempt <= patience; attempt += 1) {
  const start = cloud.now;
  const { status } = await api.request({ path: '/orders', method: 'POST' });
  asked.push({ start, end: cloud.now, label: `${status}` });
  if (status < 500) break;
}
// #region two more minutes, a timeline, a table and the checks
await cloud.run(minutes(2));

timeline({
  title: 'One customer, one order',
  description:
    'Each request ends with a 504 after 29 seconds. The function that it began goes on and charges the card, while the client already asks again.',
  lanes: [
    { name: 'client waits', spans: asked },
    ...spans.map((span, i) => ({ name: `function ${i + 1}`, spans: [span] })),
  ],
});
table('Afterwards', [
  { what: 'errors that the client saw', count: asked.filter(({ label }) => label === '504').length }, // prettier-ignore
  { what: 'times that the card was charged', count: spans.length },
]);
check(
  'the function goes on after the 504',
  work <= 29 || spans.every(({ end, start }) => end - start >= work - 0.001),
);
check(
  'each try charges the card once more',
  work <= 29 || spans.length === patience + 1,
);
check(
  'the gateway waits 29 seconds',
  work <= 29 || Math.round(asked[0]!.end - asked[0]!.start) === 29,
);
// #endregion
