import { check, Cloud, minutes } from 'desired-capacity';
import { deploymentConfiguration } from './one-slot.starter.ts';

const cloud = new Cloud();
const cluster = cloud.ecs.cluster();
// One instance with eight vCPUs: seven tasks of one fit.
cluster.launch({ instanceType: 't3.2xlarge' });
await cloud.waitUntil(() => cluster.instances.length === 1);
const define = () => cloud.ecs.define('shop', { cpu: 1170, memory: 512 });
const shop = cloud.ecs.service('shop', {
  taskDefinition: define(),
  desiredCount: 6,
  deploymentConfiguration,
});
await shop.until('steady');
const healthy = cloud.record(() => shop.healthy.length, { every: 1 });
cloud.ecs.updateService({ service: 'shop', taskDefinition: define().arn });
await cloud.run(minutes(20));
const fewest = Math.min(...healthy.map(([, count]) => count));
check('six tasks are healthy all the time', fewest === 6, `${fewest} were`);
check('the deployment ends', shop.primary.rolloutState === 'COMPLETED');
check('all six are new', shop.running.every((task) => task.definition.revision === 2)); // prettier-ignore
