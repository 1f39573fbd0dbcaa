import { check, Cloud, minutes } from 'desired-capacity';
import { size } from './enough.starter.ts';

/** How many of so many instances have power after a zone is lost. */
async function left(instances: number, zones: number) {
  const cloud = new Cloud();
  const letters = ['a', 'b', 'c', 'd'].slice(0, zones);
  const web = cloud.autoscaling.createGroup('web', {
    minSize: instances,
    maxSize: 40,
    availabilityZones: letters.map((letter) => `us-east-1${letter}`),
  });
  await cloud.run(minutes(5));
  cloud.faults.raise({ kind: 'down', place: 'us-east-1a' });
  await cloud.run(1);
  return web.inService.filter(({ id }) => cloud.faults.isUp(id)).length;
}
for (const [needed, zones] of [
  [6, 2],
  [5, 3],
  [7, 4],
] as const) {
  const instances = size(needed, zones);
  const enough = await left(instances, zones);
  const fewer = await left(instances - 1, zones);
  check(
    `${needed} are left of ${zones} zones, and no instance is too many`,
    enough >= needed && fewer < needed,
    `of ${instances}, ${enough} are left`,
  );
}
