import {
  arrivals,
  check,
  Cloud,
  table,
  Tally,
  workers,
} from 'desired-capacity';

// Four steps to an order, a second or two apart. One answer in twenty
// gets lost on its way back, and the shop sends that message again.
const steps = ['placed', 'paid', 'packed', 'shipped'];

async function run(type: string) {
  const cloud = new Cloud();
  const queue =
    type === 'FIFO'
      ? cloud.sqs.createQueue('orders.fifo', { fifoQueue: true })
      : cloud.sqs.createQueue('orders');
  const sent = new Map<string, number>();
  function send(order: number, step: number) {
    const body = `${order}/${step}`;
    if (!sent.has(body)) sent.set(body, cloud.now);
    const ids = { messageGroupId: `${order}`, messageDeduplicationId: body };
    queue.sendMessage(body, type === 'FIFO' ? ids : {});
  }
  arrivals(cloud, { rate: 1, limit: 500 }, function* (order) {
    for (const step of steps.keys()) {
      send(order, step);
      yield cloud.random('shop').uniform(1, 2);
      if (cloud.random('network').bernoulli(0.05)) send(order, step);
    }
  });

  const done = new Map<number, number[]>();
  const delay = new Tally();
  let [twice, overtaken] = [0, 0];
  workers(cloud, queue, {
    count: 20,
    serviceTime: (random) => random.uniform(1, 3),
    onEnd: ({ body }) => {
      const [order, step] = body.split('/').map(Number) as [number, number];
      const before = done.get(order) ?? [];
      delay.add(cloud.now - sent.get(body)!);
      if (before.includes(step)) twice += 1;
      else if (before.some((other) => other > step)) overtaken += 1;
      done.set(order, [...before, step]);
    },
  });
  await cloud.run(900);
  const seconds = Math.round(delay.mean * 10) / 10;
  return { type, overtaken, twice, 'mean delay (s)': seconds };
}

const standard = await run('standard');
const fifo = await run('FIFO');
table('500 orders, 2,000 steps', [standard, fifo]);
const near = (value: number, expected: number) =>
  Math.abs(value / expected - 1) < 0.4;
check(
  'a standard queue: some sixty steps overtake',
  near(standard.overtaken, 60),
);
check('what was sent twice is done twice', near(standard.twice, 100));
check(
  'a FIFO queue keeps the steps of an order in order',
  fifo.overtaken === 0,
);
check('and drops the second copy', fifo.twice === 0);
const later = fifo['mean delay (s)'] - standard['mean delay (s)'];
check('its steps wait for those before them', near(later, 0.7));
