import { check, Cloud, hours, table } from 'desired-capacity';

const every = 6; // knob hours between backups: 1..24
const mbps = 100; // knob MB a second that a restore reads: 50..400 step 50

// A database of 1,000 GB takes ten orders a minute. Its disk dies.
async function loss(copy: 'backup' | 'replica', sample: number) {
  const cloud = new Cloud({ seed: sample });
  // #region the orders, and up to which of them there is a copy
  let orders = 0;
  let copied = 0;
  let down = false;
  cloud.process(function* () {
    for (; !down; yield 6) orders += 1;
  });
  cloud.process(function* () {
    // A replica follows by a second or two.
    while (!down) {
      const now = orders;
      yield copy === 'backup' ? hours(every) : 2;
      if (!down) copied = copy === 'backup' ? orders : now;
    }
  });
  // #endregion
  await cloud.run(hours(48 + cloud.random('when').uniform(0, 24)));
  down = true;
  const lost = orders - copied;
  const restore = copy === 'backup' ? (1000 * 1000) / mbps : 60;
  return { lost, point: lost / 10, time: restore / 60 };
}
// #region a hundred deaths
async function deaths(copy: 'backup' | 'replica') {
  const all: { lost: number; point: number; time: number }[] = [];
  for (let i = 0; i < 100; i++) all.push(await loss(copy, i));
  const points = all.map(({ point }) => point);
  return {
    copy: copy === 'backup' ? `a backup every ${every} h` : 'a replica',
    'lost, mean (min)': Math.round(points.reduce((a, b) => a + b) / 100),
    'lost, worst (min)': Math.round(Math.max(...points)),
    'back after (min)': Math.round(all[0]!.time),
  };
}
// #endregion
const rows = [await deaths('backup'), await deaths('replica')];
// #region the table and the checks
table('A hundred deaths of a database', rows);
const [backup, replica] = rows;
check('the worst loss is the time between backups', backup!['lost, worst (min)'] <= every * 60 && backup!['lost, worst (min)'] > every * 54); // prettier-ignore
check('the mean loss is about half of it', Math.abs(backup!['lost, mean (min)'] - every * 30) < every * 6); // prettier-ignore
check('a replica loses next to nothing', replica!['lost, worst (min)'] === 0);
// #endregion
