import { check, Cloud, minutes, table } from 'desired-capacity';

const lost = 'us-east-1a'; // knob zone that is lost: 'us-east-1a' | 'us-east-1b'

const cloud = new Cloud();
const { ec2, efs } = cloud;
// #region an instance in each of two zones, and who has which volume
const zones = ['us-east-1a', 'us-east-1b'];
const [a, b] = zones.map(
  (availabilityZone) => ec2.launch({ placement: { availabilityZone } })[0]!,
) as [Instance, Instance];
type Instance = ReturnType<typeof ec2.launch>[0];
await cloud.run(minutes(2));
const subnetIn = (zone: string) =>
  ec2.describeSubnets().subnets!.find((one) => one.availabilityZone === zone)!
    .subnetId!;
// #endregion
const { fileSystemId } = efs.createFileSystem();
const files = efs.fileSystem(fileSystemId);
await files.until('available');
for (const zone of zones)
  efs.createMountTarget({ fileSystemId, subnetId: subnetIn(zone) });
// #region a volume on the first instance, and two minutes
const [availabilityZone] = zones as [string];
const { volumeId } = ec2.createVolume({ availabilityZone, size: 8 });
const device = '/dev/sdf';
const attach = (instanceId: string) =>
  ec2.attachVolume({ volumeId: volumeId!, instanceId, device });
attach(a.id);
await cloud.run(minutes(2));
// #endregion

const onA = await files.mount(a.id);
const onB = await files.mount(b.id);
await onA.writeFile('/uploads/cat.jpg', 'a cat');
// #region what an instance can have of both
const rows: Record<'who' | 'when' | 'volume' | 'file', string>[] = [];
async function look(who: Instance, mount: typeof onA, when: string) {
  let volume = 'attached';
  let file = 'not responding';
  if (!cloud.faults.isUp(who.id)) volume = 'out of reach';
  else if (who === b)
    try {
      attach(b.id);
    } catch (error) {
      volume = (error as Error).name;
    }
  try {
    file = await mount.readFile('/uploads/cat.jpg');
  } catch {}
  rows.push({ who: `instance in ${who.zone.name}`, when, volume, file });
}
const both = async (when: string) => {
  await look(a, onA, when);
  await look(b, onB, when);
};
// #endregion
await both('all is well');
cloud.faults.raise({ kind: 'down', place: lost });
await both(`${lost} is lost`);
// #region a table and the checks
table('One volume and one file system', rows);
const [wellA, wellB, lostA, lostB] = rows;
check('two instances have the same file system open', files.connections === 2 && wellA!.file === 'a cat' && wellB!.file === 'a cat'); // prettier-ignore
check('an instance has a volume and a file system, both over the network', ec2.describeVolumes({ volumeIds: [volumeId!] }).volumes![0]!.state === 'in-use' && wellA!.file === 'a cat'); // prettier-ignore
check('they are in two zones', a.zone.name !== b.zone.name && onA.zone === a.zone.name && onB.zone === b.zone.name && wellB!.file === 'a cat'); // prettier-ignore
check('it is reached by NFS, at port 2049', ec2.reach(b.id, efs.describeMountTargets({ fileSystemId }).mountTargets![1]!.networkInterfaceId!, 'tcp', 2049).verdict === 'open'); // prettier-ignore
check('a volume is not shared across zones', wellA!.volume === 'attached' && wellB!.volume === 'InvalidVolume.ZoneMismatch'); // prettier-ignore
check('after the loss of a zone the other one still has the files', (lost === 'us-east-1a' ? lostB : lostA)!.file === 'a cat'); // prettier-ignore
// #endregion
