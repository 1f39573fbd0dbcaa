import { minutes, type Cloud } from 'desired-capacity';
import type { Ec2Instance } from 'desired-capacity/ec2';

/** From which images do servers like `model` come, here and in Ireland? */
export async function prepare(cloud: Cloud, model: Ec2Instance) {
  const { ec2 } = cloud;
  const ireland = cloud.region('eu-west-1').ec2;
  void [ec2, ireland];
  await cloud.run(minutes(2)); // An image needs some time.
  return { here: model.imageId, ireland: model.imageId };
}
