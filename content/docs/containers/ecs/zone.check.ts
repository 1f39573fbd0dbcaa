import { check, Cloud } from 'desired-capacity';
import { placementStrategy } from './zone.starter.ts';

const cloud = new Cloud();
const cluster = cloud.ecs.cluster();
cluster.launch({ count: 9, zones: 3, instanceType: 't3.medium' });
await cloud.waitUntil(() => cluster.instances.length === 9);
const taskDefinition = cloud.ecs.define('web', { cpu: 256, memory: 640 });
const web = cloud.ecs.service('web', { taskDefinition, desiredCount: 9, placementStrategy, availabilityZoneRebalancing: 'DISABLED' }); // prettier-ignore
await web.until('steady');
const zones = Map.groupBy(web.running, ({ zone }) => zone);
const most = Math.max(...Array.from(zones.values(), (tasks) => tasks.length));
const used = cluster.instances.filter(({ tasks }) => tasks > 0).length;
check('no zone has more than three tasks', most <= 3, `one has ${most}`);
check('three instances are in use', used === 3, `${used} are`);
