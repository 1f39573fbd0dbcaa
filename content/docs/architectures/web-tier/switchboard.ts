import { check, table } from 'desired-capacity';
import { sale, STRONG, TROUBLES } from './tier.ts';

const attempts = 2; // knob attempts of a browser: 1..4

// One design, six days: on each something else goes wrong, five minutes in.
const rows = [];
for (const trouble of TROUBLES)
  rows.push({ trouble, ...(await sale({ ...STRONG, attempts }, trouble)) });

// #region promises: what the owner said beforehand
const kept = (yes: boolean) => (yes ? 'kept' : 'broken');
table(
  'Promises and troubles',
  rows.map(({ trouble, failed, p95, hours }) => ({
    trouble: trouble.name,
    '99 of 100 are served': kept(failed <= 1),
    '95 of 100 wait 15 s at most': kept(p95 <= 15),
    '4 instance-hours at most': kept(hours <= 4),
    'failed (%)': failed,
    '95 % within (s)': p95,
  })),
);
const [nothing, crowd, hangs, , zone] = rows;
check('on a good day all promises are kept', nothing!.failed <= 1 && nothing!.p95 <= 15 && nothing!.hours <= 4); // prettier-ignore
check('a hung server is found by the checks', hangs!.failed <= 2);
check('a lost zone of three is survived', zone!.failed <= 5);
check(
  'no design stands a crowd of any size',
  crowd!.failed > nothing!.failed,
);
// #endregion
