import { check, Cloud, days, table } from 'desired-capacity';

const keep = false; // knob delete the first data volume with its instance: true | false

const cloud = new Cloud();
const { ec2 } = cloud;
const zone = 'us-east-1a';
const [one] = ec2.launch({
  placement: { availabilityZone: zone },
  blockDeviceMappings: [
    { deviceName: '/dev/sdf', ebs: { volumeSize: 20 } },
    {
      deviceName: '/dev/sdg',
      ebs: { volumeSize: 30, deleteOnTermination: keep },
    },
  ],
});
await one!.until('running');
const { volumeId } = ec2.createVolume({ availabilityZone: zone, size: 40 });
const where = { instanceId: one!.id, device: '/dev/sdh' };
ec2.attachVolume({ volumeId: volumeId!, ...where });
// #region the volumes, before and after
const list = () => ec2.describeVolumes().volumes!;
const before = list().map(({ size, attachments }) => ({
  size: size!,
  device: attachments![0]!.device!,
}));
// #endregion
await one!.terminate();
await cloud.run(days(30));
// #region a table and the checks
const left = new Set(list().map(({ size }) => size));
const how = ['root', 'data, mapped at launch', 'data, mapped at launch to stay', 'data, attached later']; // prettier-ignore
const rows = before.map(({ size, device }, i) => ({
  volume: how[i]!,
  device,
  GiB: size,
  'after the end': left.has(size) ? 'still there' : 'deleted',
}));
table('Four volumes of a terminated instance', rows);
const gone = (i: number) => rows[i]!['after the end'] === 'deleted';
check('the root volume goes with its instance', gone(0));
check('so does a data volume that the launch mapped', gone(1));
check('unless the launch says that it stays', !gone(2));
check('a volume that was attached later stays', !gone(3));
const gp2 = cloud.meter.bill().filter(({ item }) => /gp[23]/.test(item)).reduce((sum, { usd }) => sum + usd, 0); // prettier-ignore
console.log(`A month later they have cost ${gp2.toFixed(2)} USD.`);
check('what is left goes on costing', gp2 > 6.9);
// #endregion
