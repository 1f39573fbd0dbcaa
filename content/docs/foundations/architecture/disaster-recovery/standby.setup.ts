import type { Cloud } from 'desired-capacity';

/** A group of one instance in a Region on the other side of the world. */
export async function setUp(cloud: Cloud): Promise<void> {
  const there = cloud.region('ap-southeast-2');
  const web = there.autoscaling.createGroup('web', {
    minSize: 1,
    maxSize: 8,
  });
  await cloud.waitUntil(() => web.inService.length === 1);
}
