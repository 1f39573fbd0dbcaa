import { check } from 'desired-capacity';
import { options } from './policy.starter.ts';
import { deploy, type Way } from './shop.ts';

const run = await deploy(options.DeploymentPolicy as Way, {}, options);
const least = Math.min(...run.points.map(([, n]) => n));
const took = Math.round(run.seconds / 6) / 10;
check('nobody gets an error', run.failed === 0, `${run.failed} visits fail`);
check('four instances answer at all times', least >= 4, `${least} at worst`);
check('six run at most', run.most <= 6, `there are ${run.most}`);
check('it is done in ten minutes', took <= 10, `it takes ${took}`);
check(
  'all run version 2',
  run.runs.every((label) => label === 'v2'),
);
