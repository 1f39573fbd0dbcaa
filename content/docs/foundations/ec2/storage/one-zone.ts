import { check, Cloud, minutes, table } from 'desired-capacity';

const other = 'us-east-1b'; // knob 'us-east-1a' | 'us-east-1b' | 'us-east-1c'

const cloud = new Cloud();
const { ec2 } = cloud;
// #region an instance in each of two zones
const launch = (availabilityZone: string) =>
  ec2.launch({ placement: { availabilityZone } })[0]!;
const a = launch('us-east-1a');
const b = launch(other);
await b.until('running');
await a.until('running');
const make = (
  availabilityZone: string,
  more: { size: number } | { snapshotId: string },
) =>
  // prettier-ignore
  ec2.createVolume({ availabilityZone, ...more }).volumeId!;
// #endregion
const data = make('us-east-1a', { size: 50 });
// #region attach a volume, and note what comes of it
const rows: { volume: string; to: string; what: string }[] = [];
function attach(volumeId: string, to: typeof a, volume: string) {
  let what = 'attached';
  try {
    ec2.attachVolume({ volumeId, instanceId: to.id, device: '/dev/sdf' });
  } catch (error) {
    what = (error as Error).name;
  }
  rows.push({ volume, to: `an instance in ${to.zone.name}`, what });
}
// #endregion
attach(data, a, 'of us-east-1a');
const [{ state }] = ec2.describeVolumes({ volumeIds: [data] }).volumes as [{ state: string }]; // prettier-ignore
attach(data, b, 'of us-east-1a, in use');
ec2.detachVolume({ volumeId: data });
attach(data, b, 'of us-east-1a, free');

// A snapshot belongs to the Region. A volume in any zone can be made of it.
const { snapshotId } = ec2.createSnapshot({ volumeId: data });
await cloud.run(minutes(2));
attach(make(other, { snapshotId: snapshotId! }), b, 'made of a snapshot');

// #region a table and the checks
table('One volume, and who can have it', rows);
const [own, busy, free, copy] = rows.map(({ what }) => what);
check('a volume is a drive that is attached over the network', own === 'attached' && state === 'in-use'); // prettier-ignore
check('a volume of another zone cannot be attached', free === 'InvalidVolume.ZoneMismatch' && busy !== 'attached'); // prettier-ignore
check('a volume made of a snapshot can', copy === 'attached');
// #endregion
