import { DockerHost, type Cloud } from 'desired-capacity';
import { dockerfile } from './dockerfile.ts';

/** Builds and pushes so that each processor finds its own image. */
export async function release(cloud: Cloud) {
  const laptop = new DockerHost(cloud, { architecture: 'arm64' });
  const repository = cloud.ecr.repository('shop');
  await laptop.build('shop', dockerfile);
  await laptop.push('shop', repository, '1.0');
}
