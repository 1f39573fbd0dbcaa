import { check, Cloud, minutes, table } from 'desired-capacity';

const cloud = new Cloud();
const web = cloud.autoscaling.createGroup('web', {
  minSize: 2,
  desiredCapacity: 4,
  maxSize: 8,
});
const rows: { request: string; answer: string; desired: number }[] = [];
function attempt(request: string, act: () => void) {
  let answer = 'done';
  try {
    act();
  } catch (error) {
    answer = (error as Error).message;
  }
  rows.push({ request, answer, desired: web.desiredCapacity });
}

attempt('desired 6', () => web.setDesiredCapacity(6));
attempt('desired 9', () => web.setDesiredCapacity(9));
attempt('desired 1', () => web.setDesiredCapacity(1));
attempt('maximum 5', () => web.update({ maxSize: 5 }));
attempt('minimum 5', () => web.update({ minSize: 5 }));
attempt('minimum 7', () => web.update({ minSize: 7 }));

// #region the table and the checks
table('Six requests, one after the other', rows);
await cloud.run(minutes(2));
const [six, nine, one, most, , least] = rows.map(({ desired }) => desired);
check(
  'beyond a bound, a request is refused',
  six === 6 && nine === 6 && one === 6,
);
check(
  'a maximum that comes down takes the desired capacity along',
  most === 5,
);
check(
  'a minimum above the maximum is refused',
  least === 5 && web.maxSize === 5,
);
check('the group follows', web.inService.length === 5);
// #endregion
