import { check, Cloud, days, table } from 'desired-capacity';
import { createSchedule } from './schedule.ts';

// From Friday, 27 March 2026, on. On Sunday, clocks in Europe go forward.
const cloud = new Cloud({ start: '2026-03-27T00:00:00Z' });
const expression = 'cron(0 18 * * ? *)';
const utc = createSchedule(cloud, 'utc', expression);
const berlin = createSchedule(cloud, 'berlin', expression, {
  scheduleExpressionTimezone: 'Europe/Berlin',
});
const rate = createSchedule(cloud, 'rate', 'rate(1 days)', {
  startDate: new Date('2026-03-27T17:00:00Z'),
});
await cloud.run(days(5));

// #region when each was due, by the clocks of Berlin
const clock = (text: string) => {
  const hour = Number(text.slice(11, 13));
  return `${hour + (text >= '2026-03-29T01' ? 2 : 1)}${text.slice(13, 16)}`;
};
async function times(queue: typeof utc) {
  const all: string[] = [];
  for (;;) {
    const [message] = await queue.receiveMessage({ waitTimeSeconds: 1 });
    if (!message) return all.sort();
    all.push(message.body);
    queue.deleteMessage(message.receiptHandle);
  }
}
const [inUtc, inBerlin, byRate] = [
  await times(utc),
  await times(berlin),
  await times(rate),
];
table(
  'When each fires, by the clocks of Berlin',
  inUtc.map((time, i) => ({
    day: time.slice(0, 10),
    'cron, UTC': clock(time),
    'cron, Europe/Berlin': clock(inBerlin[i]!),
    'rate(1 days)': clock(byRate[i]!),
  })),
);
const all = (list: string[], clocks: string) =>
  list.map(clock).join() === clocks;
check(
  'where no zone is chosen, cron goes by UTC',
  inUtc.every((time) => time.endsWith('T18:00:00Z')),
);
check(
  'with a zone it is 18:00 there on each day',
  all(inBerlin, '18:00,18:00,18:00,18:00,18:00'),
);
check(
  'a rate of one day is 24 hours, whatever clocks do',
  all(byRate, '18:00,18:00,19:00,19:00,19:00'),
);
// #endregion
