import { check, Cloud, days, hours, table } from 'desired-capacity';

// In the night to 29 March 2026, clocks in Berlin go from 2:00 to 3:00.
const cloud = new Cloud({ start: '2026-03-27T00:00:00Z' });
for (const [name, timeZone] of [
  ['utc', 'Etc/UTC'],
  ['berlin', 'Europe/Berlin'],
] as const) {
  cloud.autoscaling.createGroup(name, { minSize: 1, maxSize: 9 });
  const action = { autoScalingGroupName: name, timeZone };
  cloud.autoscaling.putScheduledUpdateGroupAction({
    ...action,
    scheduledActionName: 'open',
    recurrence: timeZone === 'Etc/UTC' ? '0 8 * * *' : '0 9 * * *',
    desiredCapacity: 5,
  });
  cloud.autoscaling.putScheduledUpdateGroupAction({
    ...action,
    scheduledActionName: 'close',
    recurrence: '0 20 * * *',
    desiredCapacity: 1,
  });
}
// #region when each group grows, by the clocks of Berlin
const opened: Record<string, string[]> = { utc: [], berlin: [] };
const size: Record<string, number> = { utc: 1, berlin: 1 };
cloud.process(function* watch() {
  while (true) {
    for (const { name, desiredCapacity } of cloud.autoscaling.groups) {
      const time = new Date(cloud.simulation.epochMillis).getTime();
      const summer = time >= Date.parse('2026-03-29T01:00:00Z');
      const berlin = new Date(time + hours(summer ? 2 : 1) * 1000);
      if (desiredCapacity > size[name]!)
        opened[name]!.push(berlin.toISOString().slice(11, 16));
      size[name] = desiredCapacity;
    }
    yield 60;
  }
});
// #endregion
await cloud.run(days(4));
// #region the table and the checks
const dates = ['27 March', '28 March', '29 March', '30 March'];
table(
  'When the group grows, by the clocks of Berlin',
  dates.map((date, i) => ({
    date,
    'at 8:00 UTC': opened['utc']![i]!,
    'at 9:00 Europe/Berlin': opened['berlin']![i]!,
  })),
);
const rounded = (times: string[]) => times.map((time) => time.slice(0, 2));
check(
  'a recurrence in UTC is an hour late for the shop from then on',
  rounded(opened['utc']!).join() === '09,09,10,10',
);
check(
  'one in the zone of the shop follows its clocks',
  rounded(opened['berlin']!).join() === '09,09,09,09',
);
// #endregion
