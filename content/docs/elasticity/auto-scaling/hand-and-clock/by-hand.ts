import { check, Cloud, minutes, table } from 'desired-capacity';

const cloud = new Cloud();
const web = cloud.autoscaling.createGroup('web', {
  minSize: 2,
  maxSize: 10,
  defaultInstanceWarmup: 120,
});
web.trackCpu(50);
web.load(90, { capacity: 100 });
await cloud.run(minutes(30));
const rows = [{ when: 'before', desired: web.desiredCapacity }];

// An announcement is due: somebody asks for eight.
web.setDesiredCapacity(8);
await cloud.run(minutes(5));
rows.push({ when: '5 minutes later', desired: web.desiredCapacity });
await cloud.run(minutes(40));
rows.push({ when: '45 minutes later', desired: web.desiredCapacity });

// The same, as a floor.
web.update({ minSize: 8 });
await cloud.run(minutes(45));
rows.push({
  when: '45 minutes after a minimum of 8',
  desired: web.desiredCapacity,
});
// #region the table and the checks
table('By hand, with a policy beside', rows);
const [before, soon, later, floor] = rows.map(({ desired }) => desired);
check('a wish is granted', before === 2 && soon === 8);
check('and the policy takes it back when the load does not come', later! < 8);
check('a minimum stays', floor === 8);
// #endregion
