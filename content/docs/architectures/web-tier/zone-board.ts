import { check, table } from 'desired-capacity';
import { sale, STRONG, type Trouble } from './tier.ts';

const each = 3; // knob servers in each of three zones: 2..4

// #region switches: power, room elsewhere, the API, the way in and out
type Strike = NonNullable<Trouble['strike']>;
const power =
  (lasting = Infinity): Strike =>
  ({ cloud, zone }) =>
    void cloud.faults.raise({ kind: 'down', place: zone }, { lasting });
const noRoom: Strike = (shop) => {
  power()(shop);
  shop.cloud.ec2.model.capacity = 0;
};
const noApi: Strike = (shop) => {
  power()(shop);
  shop.cloud.faults.raise({ kind: 'control-plane', region: 'us-east-1' });
};
const cutOff: Strike = ({ cloud, zone }) =>
  void cloud.faults.raise({ kind: 'isolated', place: zone });
// #endregion
// Five ways in which a zone goes, five minutes into the sale.
const ways: Trouble[] = [
  { name: 'nothing happens' },
  { name: 'it loses its power', strike: power() },
  { name: '… and others have no room', strike: noRoom },
  { name: '… and no API answers', strike: noApi },
  { name: 'it is cut off', strike: cutOff },
  { name: 'it comes back after a minute', strike: power(60) },
];
const rows = [];
for (const way of ways)
  rows.push({ way: way.name, ...(await sale({ ...STRONG, ahead: 3 * each }, way)) }); // prettier-ignore
// #region the table and the checks
const kept = (yes: boolean) => (yes ? 'kept' : 'broken');
table(
  'Promises and ways to lose a zone',
  rows.map(({ way, failed, p95, hours }) => ({
    way,
    '95 of 100 are served': kept(failed <= 5),
    '95 of 100 wait 15 s at most': kept(p95 <= 15),
    '4 instance-hours at most': kept(hours <= 4),
    'failed (%)': failed,
    '95 % within (s)': p95,
  })),
);
const [good, dark, full, mute] = rows;
check(
  'on a good day all promises are kept',
  good!.failed <= 5 && good!.p95 <= 15 && good!.hours <= 4,
);
check('room elsewhere lets the group mend it', dark!.failed < full!.failed);
check(
  'without the API it is as if there were no room',
  Math.abs(mute!.failed - full!.failed) < 1,
);
// #endregion
