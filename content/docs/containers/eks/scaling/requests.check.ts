import { check, Cloud, minutes } from 'desired-capacity';
import { cpu, targetCpu } from './requests.starter.ts';
import { start } from './start.ts';

const cloud = new Cloud();
const shop = await start(cloud, 2, 2);
const web = shop.deploy('web', { replicas: 2, cpu, cpuLimit: cpu });
web.load(150, { perVcpu: 100 });
shop.autoscale(web, { minReplicas: 2, maxReplicas: 20, targetCpu });
await cloud.run(minutes(20));
const { pending, ready } = web;
check('no pod waits for a node', pending.length === 0, `${pending.length} wait`); // prettier-ignore
const capacity = (ready.length * cpu) / 1000;
check('there is a third more than the work takes', capacity >= 1.5 * 1.33, `${capacity} vCPUs for 1.5`); // prettier-ignore
check('a lost node takes no more than half of the pods', ready.length >= 4, `there are ${ready.length} pods`); // prettier-ignore
