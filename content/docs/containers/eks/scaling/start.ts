import { minutes, type Cloud } from 'desired-capacity';

/** A cluster with some nodes of two vCPUs. */
export async function start(cloud: Cloud, nodes: number, most = 10) {
  const shop = cloud.eks.cluster('shop');
  await shop.until('ACTIVE');
  shop.nodeGroup('workers', {
    instanceTypes: ['m5.large'],
    scalingConfig: { minSize: 1, maxSize: most, desiredSize: nodes },
  });
  await cloud.run(minutes(6));
  return shop;
}
