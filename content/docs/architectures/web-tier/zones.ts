import { check, table } from 'desired-capacity';
import { sale, STRONG, type Design, type Trouble } from './tier.ts';

const lasting = 10; // knob minutes that the zone is away: 1..20

// Six servers' worth of visitors. Then zone a loses its power, and everybody
// flees to the others: EC2 has nothing left to launch there.
const lost: Trouble = {
  name: 'a zone is lost',
  strike: ({ cloud, zone }) => {
    cloud.faults.raise({ kind: 'down', place: zone }, { lasting: lasting * 60 }); // prettier-ignore
    cloud.ec2.model.capacity = 0;
  },
};
const designs: [string, Partial<Design>][] = [
  ['2 zones, 3 servers each', { zones: 2, ahead: 6 }],
  ['2 zones, 6 servers each', { zones: 2, ahead: 12 }],
  ['3 zones, 2 servers each', { zones: 3, ahead: 6 }],
  ['3 zones, 3 servers each', { zones: 3, ahead: 9 }],
  ['3 zones, 4 servers each', { zones: 3, ahead: 12 }],
];
const rows = [];
for (const [design, change] of designs)
  rows.push({ design, ...(await sale({ ...STRONG, ...change, max: 12 }, lost)) }); // prettier-ignore
// #region the table and the checks
table(
  'A zone lost at the peak',
  rows.map(({ design, failed, p95, hours }) => ({
    design,
    'orders failed (%)': failed,
    '95 % within (s)': p95,
    'instance-hours': hours,
  })),
);
const [two, twice, three, half, four] = rows;
check('without spare servers a lost zone is felt', two!.failed > 2);
check(
  'two zones stand it with twice the servers',
  twice!.failed < two!.failed,
);
check('three zones stand it with half as many on top', half!.failed < three!.failed && half!.hours < twice!.hours); // prettier-ignore
check('of twelve servers three zones leave eight, two zones six', four!.failed < twice!.failed); // prettier-ignore
// #endregion
