import { check, Cloud } from 'desired-capacity';

const cpu = 512; // knob 256 | 512 | 1024 | 2048 | 4096 | 8192 | 16384
const memory = 3072; // knob memory: 512..16384 step 512 unit MiB

const { ecs } = new Cloud();
const attempt = (options: object) => {
  try {
    return ecs.define('shop', { cpu, memory, fargate: true, ...options })
      .name;
  } catch (error) {
    return (error as Error).message;
  }
};
console.log(attempt({}));
console.log(attempt({ memory: 8192 }));
console.log(attempt({ networkMode: 'bridge' }));
// #region the checks
const cluster = ecs.cluster();
check('half a vCPU with 3 GB is a size', attempt({}).startsWith('shop:'));
check('with 8 GB it is none', attempt({ memory: 8192 }).startsWith('No Fargate configuration')); // prettier-ignore
check('Fargate knows one network mode', attempt({ networkMode: 'bridge' }).includes('awsvpc')); // prettier-ignore
check('and the cluster has no instance', cluster.instances.length === 0);
// #endregion
