import {
  arrivals,
  check,
  Cloud,
  minutes,
  plot,
  table,
} from 'desired-capacity';

const away = 3; // knob minutes that the warehouse is away: 1..5

// Customers order once a second. The web tier tells the warehouse tier, which
// takes 0.4 s for each order. After two minutes the warehouse is away.
async function shop(how: 'a call' | 'a queue') {
  const cloud = new Cloud();
  const queue = cloud.sqs.createQueue('orders', { visibilityTimeout: 30 });
  const warehouse = cloud.simulation.resource(1, 'the warehouse');
  let [isUp, refused, packed] = [true, 0, 0];
  // #region the warehouse is away for a while; what waits is counted
  cloud.simulation.schedule(minutes(2), () => (isUp = false));
  cloud.simulation.schedule(minutes(2 + away), () => (isUp = true));
  const points = cloud.record(() => queue.approximateNumberOfMessages, { every: 5 }); // prettier-ignore
  // #endregion
  arrivals(cloud, { rate: 1, lasting: minutes(12) }, function* () {
    if (how === 'a queue') return queue.sendMessage('an order');
    if (!isUp) return void (refused += 1);
    yield* warehouse.use(0.4);
    packed += 1;
  });
  // #region a worker of the warehouse, who asks the queue
  if (how === 'a queue')
    cloud.process(function* worker() {
      while (true) {
        if (!isUp) yield 1;
        else
          for (const message of yield* queue.receiveMessage({
            waitTimeSeconds: 1,
          })) {
            // prettier-ignore
            yield* warehouse.use(0.4);
            queue.deleteMessage(message.receiptHandle);
            packed += 1;
          }
      }
    });
  // #endregion
  await cloud.run(minutes(14));
  return { how, refused, packed, points };
}

const direct = await shop('a call');
const queued = await shop('a queue');
// #region the plot, the table and the checks
plot({
  title: 'Orders that wait in the queue',
  description: 'None wait for two minutes. Then their number rises in a straight line for as long as the warehouse is away, and falls faster than it rose when it is back.', // prettier-ignore
  x: { label: 'Time', unit: 's' },
  y: { label: 'Orders' },
  series: [{ name: 'waiting', style: 'step', points: queued.points }],
  marks: [
    { x: minutes(2), label: 'away' },
    { x: minutes(2 + away), label: 'back' },
  ],
});
table(
  'Twelve minutes of orders',
  [direct, queued].map(({ how, refused, packed }) => ({
    'the tiers are joined by': how,
    'orders refused': refused,
    'orders packed': packed,
  })),
);
check('with a call, the web tier is down when the warehouse is', direct.refused > 100); // prettier-ignore
check('with a queue no order is refused', queued.refused === 0);
check('and all of them are packed, some of them later', queued.packed > direct.packed + 100); // prettier-ignore
// #endregion
