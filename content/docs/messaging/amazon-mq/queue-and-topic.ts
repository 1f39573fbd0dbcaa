import { check, Cloud, table } from 'desired-capacity';
import { startBroker } from './broker.ts';

const prefetch = 1000; // knob 1 | 10 | 1000

const cloud = new Cloud();
const broker = startBroker(cloud, 'ACTIVE_STANDBY_MULTI_AZ');
const got: Record<string, number> = {};

// #region a reader takes what comes, half a second a message
function reader(name: string, from: string) {
  got[name] = 0;
  cloud.process(function* () {
    const connection = yield* broker.connect();
    const consumer = from.startsWith('topic')
      ? connection.subscribe('rates', { prefetch })
      : connection.consume('payments', { prefetch });
    for (;;) {
      const message = yield* consumer.receive();
      if (!message) continue;
      yield 0.5;
      message.acknowledge();
      got[name]! += 1;
    }
  }, name);
}
// #endregion
reader('payments, early', 'queue');
reader('rates, one', 'topic');
reader('rates, two', 'topic');
const sender = await broker.connect();
for (let i = 0; i < 100; i++) {
  await sender.send('queue://payments', `payment ${i}`);
  await sender.send('topic://rates', `rate ${i}`);
}
reader('payments, late', 'queue');
await cloud.run(120);

// #region the table and the checks
table(
  '100 payments to a queue, 100 rates to a topic',
  Object.entries(got).map(([name, messages]) => ({ reader: name, messages })),
);
check(
  'a queue gives each message to one reader',
  got['payments, early']! + got['payments, late']! === 100,
);
check(
  'a topic gives each message to every subscriber',
  got['rates, one'] === 100 && got['rates, two'] === 100,
);
// #endregion
