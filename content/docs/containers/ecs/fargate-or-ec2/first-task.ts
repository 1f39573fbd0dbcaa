import { check, Cloud, table } from 'desired-capacity';

const size = 500; // knob image: 100..3000 step 100 unit MB

// How long from the request until a task runs? An image of 500 MB.
async function start(name: string, warm: 'nothing' | 'instance' | 'image') {
  // #region a task definition of such an image
  const cloud = new Cloud();
  const { ecs } = cloud;
  ecs.program('shop', { size });
  const fargate = name === 'Fargate';
  const definition = ecs.define('shop', { fargate, networkMode: 'awsvpc' });
  // #endregion
  const cluster = ecs.cluster();
  // #region an instance that is there already, perhaps with the image
  if (warm !== 'nothing') {
    cluster.launch();
    await cloud.waitUntil(() => cluster.instances.length === 1);
  }
  if (warm === 'image') await ecs.run(definition)[0]!.until('RUNNING');
  // #endregion
  const from = cloud.now;
  if (!fargate && warm === 'nothing') {
    cluster.launch();
    await cloud.waitUntil(() => cluster.instances.length === 1);
  }
  const launchType = fargate ? 'FARGATE' : 'EC2';
  const [task] = ecs.run(definition, { launchType });
  await task!.until('RUNNING');
  return { where: name, 'seconds until it runs': Math.round(cloud.now - from) }; // prettier-ignore
}
const rows = [
  await start('a new instance', 'nothing'),
  await start('Fargate', 'nothing'),
  await start('an instance that is there', 'instance'),
  await start('an instance with the image', 'image'),
];

// #region the table and the checks
table('The first task', rows);
const [fresh, fargate, there, cached] = rows.map((row) => row['seconds until it runs']) as [number, number, number, number]; // prettier-ignore
check('Fargate is quicker than an instance that has to be launched', fargate < fresh); // prettier-ignore
check('an instance that is there is quicker still', there < fargate);
check('with the image on its disk there is nothing to pull', cached === there - size / 50); // prettier-ignore
// #endregion
