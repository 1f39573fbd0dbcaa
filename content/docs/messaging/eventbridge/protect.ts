import { check, Cloud, minutes, timeline } from 'desired-capacity';
import { Instance, spansOf } from './ec2.ts';
import { createRule } from './rule.ts';

const cloud = new Cloud();
const shop = new Instance(cloud, 'i-shop');
const test = new Instance(cloud, 'i-test');
const queue = createRule(cloud, 'protect', {
  source: ['aws.ec2'],
  'detail-type': ['EC2 Instance State-change Notification'],
  detail: {
    state: ['stopped'], // knob state: 'stopped' | 'stopping'
    'instance-id': ['i-shop'],
  },
});
// #region what the events say
interface StateChange {
  time: string;
  detail: { 'instance-id': string; state: string };
}
const events: object[] = [];
const instances = new Map([shop, test].map((one) => [one.id, one]));
// #endregion
cloud.process(function* protector() {
  while (true) {
    const [message] = yield* queue.receiveMessage({ waitTimeSeconds: 20 });
    if (!message) continue;
    const { detail, time } = JSON.parse(message.body) as StateChange;
    events.push({ ...detail, time });
    instances.get(detail['instance-id'])!.start();
    queue.deleteMessage(message.receiptHandle);
  }
});
// #region both are stopped
// Somebody stops both after half a minute.
cloud.simulation.schedule(30, () => [shop, test].map((one) => one.stop()));
await cloud.run(minutes(2));
// #endregion
// #region the picture and the checks
timeline({
  title: 'Two instances are stopped',
  description:
    'Both instances are stopped at the same time. The one that the rule names is started again as soon as it has stopped; the other one stays as it is.',
  lanes: [shop, test].map((one) => ({
    name: one.id,
    spans: spansOf(one, cloud.now),
  })),
});
check('the protected instance runs again', shop.state === 'running');
check(
  'the event names the instance, its new state and the time',
  JSON.stringify(events) ===
    '[{"instance-id":"i-shop","state":"stopped","time":"2026-01-01T00:00:50Z"}]',
);
const stopped = shop.history.find(({ state }) => state === 'stopped')!.at;
const pending = shop.history.find(({ state }) => state === 'pending')?.at;
check(
  'it was started about half a second after it had stopped',
  pending !== undefined && pending - stopped < 1,
);
check(
  'the instance that the rule does not name stays stopped',
  test.state === 'stopped',
);
// #endregion
