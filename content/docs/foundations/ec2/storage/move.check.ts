import { check, Cloud, minutes, table } from 'desired-capacity';
import { move } from './move.starter.ts';

const cloud = new Cloud();
const { ec2 } = cloud;
// #region a server in each of two zones, and 50 GiB on the first
const launch = (availabilityZone: string) =>
  ec2.launch({ placement: { availabilityZone } })[0]!;
const [old, fresh] = [launch('us-east-1a'), launch('us-east-1b')];
await cloud.run(minutes(5));
const { volumeId } = ec2.createVolume({ availabilityZone: 'us-east-1a', size: 50 }); // prettier-ignore
ec2.attachVolume({ volumeId: volumeId!, instanceId: old.id, device: '/dev/sdf' }); // prettier-ignore
await cloud.run(minutes(1));
// #endregion
cloud.process(() => move(cloud, volumeId!, fresh.id));
await cloud.run(minutes(20));

const data = ec2.describeVolumes().volumes!.filter(({ size }) => size === 50);
table('Volumes of 50 GiB', data.map(({ availabilityZone, state, attachments }) => ({ zone: availabilityZone!, state: state!, 'attached to': attachments![0]?.instanceId === fresh.id ? 'the new server' : '–' }))); // prettier-ignore
const [moved] = data.filter(({ attachments }) => attachments![0]?.instanceId === fresh.id); // prettier-ignore
check('the new server has the data', moved !== undefined);
check('no second volume goes on costing', data.length === 1 && moved !== undefined); // prettier-ignore
const { snapshots } = ec2.describeSnapshots({ ownerIds: ['self'] });
check('and no snapshot', snapshots!.every(({ volumeSize }) => volumeSize !== 50)); // prettier-ignore
