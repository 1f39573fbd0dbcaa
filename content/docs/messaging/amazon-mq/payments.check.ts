import { check, Cloud, minutes } from 'desired-capacity';
import { startBroker } from './broker.ts';
import { handle, options } from './payments.starter.ts';

const cloud = new Cloud();
const broker = startBroker(cloud, 'ACTIVE_STANDBY_MULTI_AZ');
// The active broker's zone goes down twice, each time for some seconds.
for (const [number, at] of [41, 91].entries())
  cloud.faults.raise(
    { kind: 'down', place: broker.zones[number]! },
    { at, lasting: 30 },
  );
const sender = await broker.connect();
for (let number = 0; number < 60; number += 1)
  await sender.send('payments', `payment ${number}`);

const paid = new Map<string, number>();
let end = 0;
const books = {
  has: (payment: string) => paid.has(payment),
  pay(payment: string) {
    paid.set(payment, (paid.get(payment) ?? 0) + 1);
    end = cloud.now;
  },
};
for (const start of [0, 1])
  cloud.process(function* worker() {
    yield start;
    for (;;)
      try {
        const connection = yield* broker.connect();
        const consumer = connection.consume('payments', options);
        for (;;) {
          const message = yield* consumer.receive();
          for (const seconds of message ? handle(message, books) : []) {
            yield seconds;
            if (!connection.open) break;
          }
        }
      } catch (error) {
        if ((error as Error).name !== 'JMSException') throw error;
      }
  });
await cloud.run(minutes(10));

const lost = 60 - paid.size;
const twice = [...paid.values()].filter((times) => times > 1).length;
check('no payment is lost', lost === 0, `${lost} of 60`);
check('none is paid twice', twice === 0, `${twice} of 60`);
check(
  'all is paid in three minutes, since no worker is idle',
  end < minutes(3),
  `the last after ${Math.round(end)} s`,
);
