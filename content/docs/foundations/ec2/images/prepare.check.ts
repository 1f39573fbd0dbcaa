import { check, Cloud, minutes, table } from 'desired-capacity';
import { prepare } from './prepare.starter.ts';

const cloud = new Cloud();
cloud.ec2.model.sigma = 0;
const [model] = cloud.ec2.launch({ application: { serviceTime: 0.01 } });
await model!.until('serving');
const images = await prepare(cloud, model!);
await cloud.run(minutes(5));

// #region launches three in a Region, and how long until all of them serve
async function launch(region: string, imageId: string) {
  const { ec2 } = cloud.region(region);
  const own = imageId !== model!.imageId;
  if (own) ec2.application({ serviceTime: 0.01 }, imageId); // What is baked in.
  try {
    const start = cloud.now;
    const fleet = ec2.launch({ imageId, count: 3 });
    for (let waited = 0; waited < 90; waited += 5) {
      if (fleet.every(({ serving, host }) => serving && host)) return { region, 'serve after': `${cloud.now - start} s` }; // prettier-ignore
      await cloud.run(5);
    }
    return { region, 'serve after': 'never' };
  } catch (error) {
    return { region, 'serve after': (error as Error).name };
  }
}
// #endregion
const rows = [
  await launch('us-east-1', images.here),
  await launch('eu-west-1', images.ireland),
];
table('Three new servers', rows);
check('here they serve within 90 s', rows[0]!['serve after'].endsWith(' s'));
check('in Ireland, too', rows[1]!['serve after'].endsWith(' s'));
const owner = (region: string, imageId: string) =>
  cloud
    .region(region)
    .ec2.describeImages({})
    .images!.find((one) => one.imageId === imageId)?.ownerId;
check(
  'both images are yours',
  owner('us-east-1', images.here) === cloud.account &&
    owner('eu-west-1', images.ireland) === cloud.account,
);
