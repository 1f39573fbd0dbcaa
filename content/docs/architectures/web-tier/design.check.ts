import { check, table } from 'desired-capacity';
import { sale, TROUBLES } from './tier.ts';
import { design } from './design.starter.ts';

const days = ['nothing', 'a server hangs', 'a server fails fast', 'a zone is lost']; // prettier-ignore
const rows = [];
for (const trouble of TROUBLES.filter(({ name }) => days.includes(name)))
  rows.push({ day: trouble.name, ...(await sale(design, trouble)) });
table(
  'Four days',
  rows.map(({ day, failed, p95, hours }) => ({
    day,
    'failed (%)': failed,
    '95 % within (s)': p95,
    'instance-hours': hours,
  })),
);
for (const { day, failed } of rows)
  check(
    `99 of 100 orders are served: ${day}`,
    failed <= 1,
    `${failed} % fail`,
  );
check(
  '95 of 100 wait 15 s at most',
  rows.every(({ p95 }) => p95 <= 15),
);
check(
  '4 instance-hours at most',
  rows.every(({ hours }) => hours <= 4),
);
