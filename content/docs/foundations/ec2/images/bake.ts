import { check, Cloud, minutes, table } from 'desired-capacity';

const count = 5; // knob instances of it: 1..20

const cloud = new Cloud();
const { ec2 } = cloud;
const ireland = cloud.region('eu-west-1').ec2;

// One instance is set up, with all that the shop needs.
const [model] = ec2.launch({ instanceType: 'c5.large' });
await model!.until('ready');
const { imageId = '' } = ec2.createImage({
  instanceId: model!.id,
  name: 'shop-2026-11-28',
});
await cloud.run(minutes(2));
ec2.application({ serviceTime: 0.01 }, imageId); // What was set up.

// Many are launched from the image.
const fleet = ec2.launch({ imageId, count, instanceType: 'c5.large' });
await cloud.run(minutes(2));

// #region what comes of a launch in Ireland
async function launchThere(id: string) {
  try {
    const [one] = ireland.launch({ imageId: id, instanceType: 'c5.large' });
    await one!.until('running');
    return one!.state as string;
  } catch (error) {
    return (error as Error).name;
  }
}
const byId = await launchThere(imageId);
// #endregion
const { imageId: copy = '' } = ireland.copyImage({
  name: 'shop-2026-11-28',
  sourceImageId: imageId,
  sourceRegion: 'us-east-1',
});
// #region two minutes later
await cloud.run(minutes(2));
const byCopy = await launchThere(copy);
// #endregion

// #region two tables and the checks
const images = (where: typeof ec2, region: string) =>
  where.describeImages({}).images!.map(({ name, ownerId, public: open, imageOwnerAlias }) => ({ region, name: name!.slice(0, 22), owner: imageOwnerAlias ?? ownerId!, public: open! })); // prettier-ignore
table('Images', [
  ...images(ec2, 'us-east-1'),
  ...images(ireland, 'eu-west-1'),
]);
table('The image in Ireland', [
  { launch: 'by the id of us-east-1', what: byId },
  { launch: 'by the id of its copy', what: byCopy },
]);
check('instances of an image run what was baked into it', fleet.every(({ serving, host }) => serving && host !== undefined)); // prettier-ignore
check('many alike come from one image', fleet.length === count && new Set(fleet.map((one) => one.imageId)).size === 1); // prettier-ignore
check('an image belongs to one Region', byId === 'InvalidAMIID.NotFound');
check('a copy in another Region has an id of its own', copy !== imageId && byCopy === 'running'); // prettier-ignore
check('an image that you make is yours, and not public', images(ec2, '').some(({ owner, public: open }) => owner === cloud.account && !open)); // prettier-ignore
check('Amazon publishes images for all', images(ec2, '').some(({ owner, public: open }) => owner === 'amazon' && open)); // prettier-ignore
// #endregion
