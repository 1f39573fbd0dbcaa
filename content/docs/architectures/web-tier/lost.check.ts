import { check, table } from 'desired-capacity';
import { sale, type Trouble } from './tier.ts';
import { design } from './lost.starter.ts';

const days: Trouble[] = [
  { name: 'nothing happens' },
  {
    name: 'a zone is lost, and others have no room',
    strike: ({ cloud, zone }) => {
      cloud.faults.raise({ kind: 'down', place: zone });
      cloud.ec2.model.capacity = 0;
    },
  },
  {
    name: 'a zone is lost, and no API answers',
    strike: ({ cloud, zone }) => {
      cloud.faults.raise({ kind: 'down', place: zone });
      cloud.faults.raise({ kind: 'control-plane', region: 'us-east-1' });
    },
  },
];
const rows = [];
for (const day of days) rows.push({ day: day.name, ...(await sale(design, day)) }); // prettier-ignore
table(
  'Three days',
  rows.map(({ day, failed, p95, hours }) => ({
    day,
    'failed (%)': failed,
    '95 % within (s)': p95,
    'instance-hours': hours,
  })),
);
for (const { day, failed } of rows)
  check(
    `98 of 100 orders are served: ${day}`,
    failed <= 2,
    `${failed} % fail`,
  );
check(
  '95 of 100 wait 17 s at most',
  rows.every(({ p95 }) => p95 <= 17),
);
check(
  '3.2 instance-hours at most',
  rows.every(({ hours }) => hours <= 3.2),
);
