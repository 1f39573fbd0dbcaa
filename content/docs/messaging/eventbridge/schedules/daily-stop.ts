import { check, Cloud, minutes, timeline } from 'desired-capacity';
import { Instance, spansOf } from '../ec2.ts';
import { createRule } from '../rule.ts';
import { createSchedule } from './schedule.ts';

// It is 17:59. All instances stop at 18:00, each day.
const cloud = new Cloud({ start: '2026-01-01T17:59:00Z' });
const shop = new Instance(cloud, 'i-shop');
const test = new Instance(cloud, 'i-test');
const daily = createSchedule(cloud, 'daily', 'cron(0 18 * * ? *)');

const guarding = true; // knob true | false
// The guard of i-shop, still there from last month.
const guard = createRule(cloud, 'guard', {
  source: ['aws.ec2'],
  detail: { state: ['stopped'], 'instance-id': ['i-shop'] },
});
if (!guarding) cloud.eventbridge.disableRule({ name: 'guard' });

// #region each queue, and a process that stands for its function
function perform(queue: typeof daily, act: () => void) {
  cloud.process(function* run() {
    while (true) {
      const [message] = yield* queue.receiveMessage({ waitTimeSeconds: 20 });
      if (!message) continue;
      act();
      queue.deleteMessage(message.receiptHandle);
    }
  });
}
// #endregion
perform(daily, () => [shop, test].forEach((one) => one.stop()));
perform(guard, () => shop.start());
await cloud.run(minutes(3));

// #region the picture and the checks
timeline({
  title: 'Six o’clock',
  description:
    'At six o’clock both instances stop. The guarded one starts again at once; the other one stays stopped.',
  lanes: [shop, test].map((one) => ({
    name: one.id,
    spans: spansOf(one, cloud.now),
  })),
});
check(
  'the schedule stops the instances at its time',
  test.history[1]?.at === 60,
);
check('the function stops them by itself', test.state === 'stopped');
const { rules } = cloud.eventbridge.listRules();
check(
  'the schedule is no rule, and on no bus',
  rules!.map(({ name }) => name).join() === 'guard',
);
check('the guarded instance starts again', shop.state === 'running');
// #endregion
