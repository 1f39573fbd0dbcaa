import { check, Cloud, days } from 'desired-capacity';
import { schedule } from './evenings.starter.ts';
import { createSchedule } from './schedule.ts';

/** When it fires in the week that begins on a Monday, in UTC. */
async function week(start: string): Promise<Date[]> {
  const cloud = new Cloud({ start });
  const { scheduleExpression, ...settings } = schedule;
  const queue = createSchedule(cloud, 'q', scheduleExpression, settings);
  await cloud.run(days(7));
  const times: Date[] = [];
  for (;;) {
    const [message] = await queue.receiveMessage({ waitTimeSeconds: 1 });
    if (!message) return times;
    times.push(new Date(message.body));
    queue.deleteMessage(message.receiptHandle);
  }
}
const winter = await week('2026-01-05T00:00:00Z');
const summer = await week('2026-07-06T00:00:00Z');
const on = (times: Date[]) =>
  times
    .map((time) => time.getUTCDay())
    .sort()
    .join();
const at = (times: Date[], clock: string) =>
  times.length > 0 &&
  times.every((time) => time.toISOString().slice(11, 16) === clock);

check(
  'from Monday to Friday, once a day',
  on(winter) === '1,2,3,4,5',
  `on days ${on(winter)}; 0 is Sunday`,
);
check('in winter at 18:30 of Berlin, 17:30 UTC', at(winter, '17:30'));
check('in summer at 18:30 of Berlin, 16:30 UTC', at(summer, '16:30'));
