import { check, Cloud, hours, table } from 'desired-capacity';

const free = 3; // knob instances that fit in the zone: 2..8

const zone = 'us-east-1a';
const cloud = new Cloud();
const { ec2 } = cloud;
ec2.model.capacity = free;
const type = { instanceType: 'm5.large', placement: { availabilityZone: zone } }; // prettier-ignore

// #region launch some, and note what comes of it
function start(count: number) {
  try {
    ec2.launch({ ...type, count });
    return `${count} running`;
  } catch (error) {
    return (error as Error).name;
  }
}
// #endregion
// Two are held for the sale day. Then others take what is left.
ec2.createCapacityReservation({
  instanceType: 'm5.large',
  instancePlatform: 'Linux/UNIX',
  availabilityZone: zone,
  instanceCount: 2,
});
await cloud.run(hours(1));
const idle = cloud.meter.cost();
ec2.model.capacity = 0; // The zone is full.
const held = start(2);
await cloud.run(hours(1));
const third = start(1);
// #region two tables and the checks
const instanceHours = cloud.meter
  .bill()
  .filter(({ item }) => item.startsWith('m5.large'))
  .reduce((sum, { quantity }) => sum + quantity, 0);
table('A full zone', [
  { launch: 'the two that are held', what: held }, // prettier-ignore
  { launch: 'a third one', what: third },
]);
table('Paid for', [{ 'instance-hours in two hours': Math.round(10 * instanceHours) / 10 }]); // prettier-ignore
check('held capacity is there when the zone is full', held === '2 running'); // prettier-ignore
check('what is not held is not there', third === 'InsufficientInstanceCapacity'); // prettier-ignore
check('it is paid from the first hour on, used or not', Math.abs(instanceHours - 4) < 0.05 && idle > 0.19); // prettier-ignore
const [place] = ec2.describeCapacityReservations().capacityReservations!;
check('it is held in one zone, without an end', place!.availabilityZone === zone && place!.state === 'active' && place!.endDateType === 'unlimited'); // prettier-ignore
// #endregion
