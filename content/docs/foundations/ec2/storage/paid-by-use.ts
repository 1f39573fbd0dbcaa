import { check, Cloud, days, minutes, plot } from 'desired-capacity';

const volume = 100; // knob size of the volume: 20..200 step 20 unit GiB
const policy = 'AFTER_30_DAYS'; // knob 'AFTER_7_DAYS' | 'AFTER_30_DAYS'

const GIB = 1024 * 1024 * 1024;
type Point = [number, number];
// #region a file system with files that nobody reads, and its third month's bill
async function month(gib: number, tiering: boolean) {
  const cloud = new Cloud();
  const { ec2, efs } = cloud;
  const placement = { availabilityZone: 'us-east-1a' };
  const [one] = ec2.launch({ placement });
  const { fileSystemId } = efs.createFileSystem();
  await cloud.run(minutes(2));
  const { subnetId } = ec2
    .describeSubnets()
    .subnets!.find(
      ({ availabilityZone: zone }) => zone === placement.availabilityZone,
    )!;
  efs.createMountTarget({ fileSystemId, subnetId: subnetId! });
  if (tiering)
    efs.putLifecycleConfiguration({
      fileSystemId,
      lifecyclePolicies: [{ transitionToIA: policy }],
    });
  ec2.createVolume({ ...placement, size: volume, volumeType: 'gp3' });
  await cloud.run(minutes(2));
  const mount = await efs.fileSystem(fileSystemId).mount(one!.id);
  for (let i = 0; i < gib; i += 10)
    await mount.writeFile(`/${i}`, '', { bytes: 10 * GIB });
  const cost = (service: string) =>
    cloud.meter
      .bill()
      .filter(
        (line) => line.service === service && !line.item.startsWith('gp2'),
      )
      .reduce((sum, { usd }) => sum + usd, 0);
  await cloud.run(days(60));
  const before = [cost('Amazon EFS'), cost('Amazon EBS')];
  await cloud.run(days(30));
  return [cost('Amazon EFS') - before[0]!, cost('Amazon EBS') - before[1]!];
}
// #endregion
const standard: Point[] = [];
const tiered: Point[] = [];
const ebs: Point[] = [];
for (const held of [0, 20, 40, 60, 80, 100]) {
  const [files, disk] = await month(held, false);
  standard.push([held, files!]);
  ebs.push([held, disk!]);
  tiered.push([held, (await month(held, true))[0]!]);
}
// #region a plot and the checks
plot({
  title: 'A month, by what is stored',
  description:
    'The volume costs the same, whatever it holds. The file system begins at nothing, grows in a line with its files and soon costs more than the volume. With unread files in Infrequent Access it stays below the volume.',
  x: { label: 'Stored', unit: 'GiB' },
  y: { label: 'Cost of a month', unit: 'USD' },
  series: [
    { name: 'EFS Standard', points: standard },
    { name: 'EFS, unread files to IA', points: tiered },
    { name: 'gp3 volume', points: ebs },
  ],
});
const at = (points: Point[], held: number) =>
  points.find(([x]) => x === held)![1];
check('an empty file system costs nothing worth a name', at(standard, 0) < 0.01); // prettier-ignore
check('a file system is paid by what it holds', Math.abs(at(standard, 80) / at(standard, 40) - 2) < 0.01); // prettier-ignore
check('it grows with its files: nobody set a size', at(standard, 100) > at(standard, 20) * 4.9); // prettier-ignore
check('full, EFS Standard costs three to four times a gp3 volume', at(standard, 100) / 100 / (at(ebs, 100) / volume) > 3 && at(standard, 100) / 100 / (at(ebs, 100) / volume) < 4); // prettier-ignore
check('unread files cost a fraction in Infrequent Access', at(tiered, 100) < at(standard, 100) / 8); // prettier-ignore
// #endregion
