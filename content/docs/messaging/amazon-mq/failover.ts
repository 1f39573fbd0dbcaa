import { check, Cloud, minutes, plot, table } from 'desired-capacity';
import { startBroker } from './broker.ts';

const deployment = 'ACTIVE_STANDBY_MULTI_AZ'; // knob 'ACTIVE_STANDBY_MULTI_AZ' | 'SINGLE_INSTANCE'
const persistent = true; // knob true | false

const cloud = new Cloud();
const broker = startBroker(cloud, deployment);
cloud.faults.raise(
  { kind: 'down', place: broker.zones[0]! },
  { at: 120.5, lasting: minutes(5) },
);
// #region the worker connects again whenever its connection is lost
const answered: string[] = [];
const done: string[] = [];
cloud.process(function* worker() {
  for (;;) {
    try {
      const connection = yield* broker.connect();
      const consumer = connection.consume('payments', { prefetch: 10 });
      for (;;) {
        const message = yield* consumer.receive();
        if (!message) continue;
        yield 1.2;
        message.acknowledge();
        if (connection.open) done.push(message.body);
      }
    } catch (error) {
      if ((error as Error).name !== 'JMSException') throw error;
    }
  }
});
// #endregion
cloud.process(function* sender() {
  let connection = yield* broker.connect();
  for (let number = 0; number < 300; number++) {
    const payment = `payment ${number}`;
    try {
      yield* connection.send('payments', payment, { persistent });
      answered.push(payment);
    } catch {
      connection = yield* broker.connect();
    }
    yield 1;
  }
});
// #region a plot, a table and the checks
const work = cloud.record(() => done.length, { every: 10 });
await cloud.run(minutes(15));
plot({
  title: 'A zone goes down',
  description:
    'Payments are done one a second. When the zone of the active broker goes down, the work stands still for some seconds and then goes on.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Payments done' },
  series: [{ name: 'done', points: work }],
  marks: cloud.faults.marks,
});
const seen = new Set(done);
const lost = answered.filter((payment) => !seen.has(payment)).length;
table('300 payments, and a zone that goes down', [
  {
    deployment,
    'answered by the broker': answered.length,
    'of these, lost': lost,
    'not answered': 300 - answered.length,
  },
]);
check('nothing that the broker has answered is lost', lost === 0);
check(
  'the standby takes over while the zone is still down',
  work.some(([at, value]) => at > 180 && at < 400 && value > 170),
);
// #endregion
