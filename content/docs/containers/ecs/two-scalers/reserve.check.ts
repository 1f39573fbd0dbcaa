import { check, Cloud, minutes } from 'desired-capacity';
import { targetCapacity } from './reserve.starter.ts';

const cloud = new Cloud();
const { ecs } = cloud;
const hosts = cloud.autoscaling.createGroup('hosts', { minSize: 0, maxSize: 4, instanceType: 't3.medium' }); // prettier-ignore
ecs.createCapacityProvider({ name: 'hosts', autoScalingGroupProvider: { autoScalingGroupArn: hosts.arn, managedScaling: { status: 'ENABLED', targetCapacity, instanceWarmupPeriod: 60 } } }); // prettier-ignore
ecs.createCluster({ capacityProviders: ['hosts'], defaultCapacityProviderStrategy: [{ capacityProvider: 'hosts', weight: 1 }] }); // prettier-ignore
const job = ecs.define('job', { cpu: 512, memory: 512 });
ecs.service('jobs', { taskDefinition: job, desiredCount: 8, availabilityZoneRebalancing: 'DISABLED', placementStrategy: [{ type: 'binpack', field: 'cpu' }] }); // prettier-ignore
await cloud.run(minutes(40));
const tasks = ecs.run(job, { count: 2 });
const from = cloud.now;
await cloud.waitUntil(() => tasks.every(({ running }) => running));
const waited = Math.round(cloud.now - from);
check(
  'two more run within ten seconds',
  waited <= 10,
  `they took ${waited} s`,
);
await cloud.run(minutes(40));
const { length } = hosts.inService;
check('no more than four instances are there', length <= 4, `${length} are`);
