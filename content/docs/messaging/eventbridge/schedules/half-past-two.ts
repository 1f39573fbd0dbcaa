import { check, Cloud, days, table } from 'desired-capacity';
import { createSchedule } from './schedule.ts';

const hour = 2; // knob 0..5

// Three nights each, around the change of clocks in Berlin.
async function nights(season: string, start: string) {
  const cloud = new Cloud({ start });
  const [utc, berlin] = ['UTC', 'Europe/Berlin'].map((zone) =>
    createSchedule(cloud, zone.slice(-3), `cron(30 ${hour} * * ? *)`, {
      scheduleExpressionTimezone: zone,
    }),
  );
  await cloud.run(days(3));
  return {
    season,
    nights: 3,
    'runs, UTC': utc!.approximateNumberOfMessages,
    'runs, Europe/Berlin': berlin!.approximateNumberOfMessages,
  };
}

const spring = await nights('spring', '2026-03-28T00:00:00Z');
const autumn = await nights('autumn', '2026-10-24T00:00:00Z');
table('Runs in three nights', [spring, autumn]);
check(
  'a time that clocks skip in spring is left out',
  spring['runs, Europe/Berlin'] === 2,
);
check(
  'a time that comes twice in autumn counts once',
  autumn['runs, Europe/Berlin'] === 3,
);
check('UTC has no such nights', spring['runs, UTC'] === 3);
