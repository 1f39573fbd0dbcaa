import { check, Cloud, days, hours, minutes } from 'desired-capacity';

const cloud = new Cloud({ start: '2026-01-05T09:00:00Z' });
const say = (what: string) =>
  console.log(
    new Date(cloud.simulation.epochMillis).toISOString().slice(0, 16),
    what,
  );

// A process is a generator. Each `yield` of a number lets that many
// seconds pass, for this process alone.
const shift = cloud.process(function* shift() {
  say('the shift begins');
  yield hours(8);
  say('the shift ends');
  return 8;
});

cloud.process(function* inspector() {
  yield hours(2);
  say('the inspector looks in');
  // A process is also something to wait for: `yield*` gives what it
  // returns.
  const length = yield* shift;
  say(`the inspector notes ${length} hours`);
});

// Nothing has happened so far. The clock moves when you run it, and
// jumps from one event to the next.
check('before the run no time has passed', cloud.now === 0);
await cloud.run(minutes(1));
await cloud.run(days(365));
check('a year and a minute later', cloud.now === days(365) + minutes(1));
