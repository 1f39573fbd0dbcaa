import type { Cloud } from 'desired-capacity';

/**
 * The server in us-east-1a is to go. Its data volume of 50 GiB has to get to
 * the new server in us-east-1b. A process: it may `yield` seconds.
 */
export function* move({ ec2 }: Cloud, volumeId: string, to: string) {
  yield 60;
  ec2.detachVolume({ volumeId });
  yield 60;
  // ec2.attachVolume({ volumeId, instanceId: to, device: '/dev/sdf' });
  void to;
}
