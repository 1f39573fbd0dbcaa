import { check, Cloud, hours, table } from 'desired-capacity';
import { failureThreshold } from 'desired-capacity/ecs';

// Version 2 is deployed, and nobody has pushed its image.
async function deploy(enable: boolean, missing: boolean) {
  const cloud = new Cloud();
  // #region what version 2 does: its image is missing, or it ends at once
  const broken = missing ? { missing } : { exitsAfter: 5, exitCode: 1 };
  cloud.ecs.program('shop:2', broken);
  const define = (image: string) =>
    cloud.ecs.define('shop', { image, fargate: true }).arn;
  // #endregion
  const shop = cloud.ecs.service('shop', {
    taskDefinition: define('shop:1'),
    launchType: 'FARGATE',
    desiredCount: 4,
    deploymentConfiguration: {
      deploymentCircuitBreaker: { enable, rollback: true },
    },
  });
  await shop.until('steady');
  const service = 'shop';
  cloud.ecs.updateService({ service, taskDefinition: define('shop:2') });
  await cloud.run(hours(1));
  // #region a row of the table
  const last = shop.history[1]!;
  return {
    'version 2': missing ? 'has no image' : 'starts and exits',
    breaker: enable ? 'on' : 'off',
    state: last.rolloutState,
    'failed tasks': last.failedTasks,
    'runs now': `${shop.primary.definition.given.containerDefinitions[0]!.image}`,
    'version 1 tasks': shop.running.filter((t) => t.definition.revision === 1).length, // prettier-ignore
  };
  // #endregion
}
const off = await deploy(false, true);
const on = await deploy(true, true);
const crash = await deploy(true, false);

// #region the tables and the checks
table('An hour later', [off, on, crash]);
table(
  'How many failures trip it',
  [1, 6, 25, 400, 800].map((desired) => ({
    'desired count': desired,
    failures: failureThreshold(desired),
  })),
);
check('without a breaker it tries on and on', off.state === 'IN_PROGRESS' && off['failed tasks'] > 5); // prettier-ignore
check('the breaker fails it, and goes back', on.state === 'FAILED' && on['runs now'] === 'shop:1'); // prettier-ignore
check('the old tasks served all the time', [off, on].every((row) => row['version 1 tasks'] === 4)); // prettier-ignore
check('a crash loop without a health check trips nothing', crash.state !== 'FAILED'); // prettier-ignore
check('half of desired, but from 3 to 200', failureThreshold(1) === 3 && failureThreshold(25) === 13 && failureThreshold(800) === 200); // prettier-ignore
// #endregion
