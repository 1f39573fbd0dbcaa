import { minutes, type Cloud } from 'desired-capacity';
import type { Ec2Instance } from 'desired-capacity/ec2';

/** An image of the model, and a copy of it, for each has its Region. */
export async function prepare(cloud: Cloud, model: Ec2Instance) {
  const { ec2 } = cloud;
  const ireland = cloud.region('eu-west-1').ec2;
  const name = 'shop-2026-11-28';
  const { imageId = '' } = ec2.createImage({ instanceId: model.id, name });
  await cloud.run(minutes(2)); // An image needs some time.
  const copy = ireland.copyImage({
    name,
    sourceImageId: imageId,
    sourceRegion: 'us-east-1',
  });
  await cloud.run(minutes(2));
  return { here: imageId, ireland: copy.imageId! };
}
