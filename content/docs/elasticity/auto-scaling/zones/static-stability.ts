import { check, Cloud, hours, minutes, table } from 'desired-capacity';

// A zone is lost at the peak. 600 requests a second, 100 for each instance.
async function loss(zones: number, size: number) {
  // #region a group over so many zones
  const cloud = new Cloud();
  const names = ['us-east-1a', 'us-east-1b', 'us-east-1c', 'us-east-1d'];
  const web = cloud.autoscaling.createGroup('web', {
    minSize: size,
    maxSize: 20,
    availabilityZones: names.slice(0, zones),
  });
  await cloud.run(minutes(10));
  // #endregion
  // #region what reaches the instances that have power
  let [offered, lost] = [0, 0];
  cloud.process(function* load() {
    while (true) {
      const up = web.inService.filter(({ id }) => cloud.faults.isUp(id));
      offered += 600;
      lost += Math.max(0, 600 - 100 * up.length);
      yield 1;
    }
  });
  // #endregion
  cloud.faults.raise(
    { kind: 'down', place: 'us-east-1a' },
    { lasting: hours(1) },
  );
  await cloud.run(minutes(30));
  return { zones, instances: size, 'busy before, %': Math.round(60_000 / (size * 100)), 'lost in half an hour, %': Math.round((1000 * lost) / offered) / 10 }; // prettier-ignore
}
const rows = [
  await loss(2, 6),
  await loss(2, 12),
  await loss(3, 6),
  await loss(3, 9),
  await loss(4, 8),
];
// #region the table and the checks
table('A zone is lost at the peak', rows);
const lost = rows.map((row) => row['lost in half an hour, %']);
check('who has just enough loses while new ones come', lost[0]! > 5 && lost[2]! > 3); // prettier-ignore
check('two zones need twice as much: 12 of 6', lost[1] === 0);
check('three need half as much again: 9 of 6', lost[3] === 0);
check('four a third: 8 of 6', lost[4] === 0);
// #endregion
