import type { Cloud } from 'desired-capacity';

/** A snapshot is of the Region: it leads from zone to zone. */
export function* move({ ec2 }: Cloud, volumeId: string, to: string) {
  ec2.detachVolume({ volumeId });
  const { snapshotId } = ec2.createSnapshot({ volumeId });
  yield 120;
  const made = ec2.createVolume({
    availabilityZone: 'us-east-1b',
    snapshotId: snapshotId!,
  });
  yield 60;
  ec2.attachVolume({
    volumeId: made.volumeId!,
    instanceId: to,
    device: '/dev/sdf',
  });
  ec2.deleteVolume({ volumeId });
  ec2.deleteSnapshot({ snapshotId: snapshotId! });
}
