import {
  arrivals,
  check,
  Cloud,
  minutes,
  plot,
  table,
  workers,
} from 'desired-capacity';
import { createTopic, subscribeQueue } from '../topic.ts';

const outage = minutes(10); // knob 0..20
const numRetries = 20; // knob retries of its own policy: 3..60

// An order every ten seconds goes to a web server, which does not
// answer for a while. What arrives there, and what does not?
const delays = { minDelayTarget: 20, maxDelayTarget: 60 };
const policy = { healthyRetryPolicy: { ...delays, numRetries } };
type Way = 'default policy' | 'policy of its own' | 'queue between';
async function run(way: Way) {
  const cloud = new Cloud();
  const topicArn = createTopic(cloud, 'orders');
  const endpoint = 'https://example.com/orders';
  // #region the web server
  const down = () =>
    cloud.now > minutes(5) && cloud.now < minutes(5) + outage;
  const orders = new Set<string>();
  let requests = 0;
  const serve = (order: string) => {
    requests += 1;
    if (!down()) orders.add(order);
    return down() ? 503 : 200;
  };
  // #endregion
  // #region the subscription
  if (way === 'queue between') {
    const queue = subscribeQueue(cloud, topicArn, 'orders');
    workers(cloud, queue, {
      serviceTime: 0.1,
      failureProbability: ({ body }) => (serve(body) === 200 ? 0 : 1),
    });
  } else {
    cloud.sns.subscribe({
      topicArn,
      protocol: 'https',
      endpoint,
      attributes:
        way === 'default policy'
          ? {}
          : { DeliveryPolicy: JSON.stringify(policy) },
    });
    await cloud.run(1);
    const [asked] = cloud.sns.outside.received(endpoint);
    const { Token: token } = JSON.parse(asked!.body) as { Token: string };
    cloud.sns.confirmSubscription({ topicArn, token });
    cloud.sns.outside.answer(endpoint, ({ body }) =>
      serve((JSON.parse(body) as { Message: string }).Message),
    );
  }
  // #endregion
  const sent = arrivals(
    cloud,
    { rate: 0.1, spacing: 'even', lasting: minutes(30) },
    (number) => cloud.sns.publish({ topicArn, message: `order ${number}` }),
  );
  // #region an hour, and a row of the table
  const points = cloud.record(() => orders.size, { every: 20 });
  await cloud.run(minutes(60));
  const lost = sent.count - orders.size;
  return { way, points, row: { way, arrived: orders.size, lost, requests } };
  // #endregion
}

// #region three ways, a plot, a table and the checks
const runs = [
  await run('default policy'),
  await run('policy of its own'),
  await run('queue between'),
];
plot({
  title: 'Orders that have arrived',
  description:
    'During the outage nothing arrives by any way. Afterwards the policy of its own and the queue catch up; the default policy never does.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Orders' },
  series: runs.map(({ way, points }) => ({ name: way, points })),
  marks: [
    { x: minutes(5), label: 'down' },
    { x: minutes(5) + outage, label: 'up again' },
  ],
});
table(
  'An order every ten seconds',
  runs.map(({ row }) => row),
);
const [byDefault, own, between] = runs.map(({ row }) => row);
check(
  'by default, what is published in the outage is lost',
  byDefault!.lost > 50,
  `${byDefault!.lost} are`,
);
check('a policy that outlasts the outage loses nothing', own!.lost === 0);
check('nor does a queue between', between!.lost === 0);
// #endregion
