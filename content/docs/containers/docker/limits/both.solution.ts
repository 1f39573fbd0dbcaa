import { DockerHost, imageIndex, type Cloud } from 'desired-capacity';
import { dockerfile } from './dockerfile.ts';

/** Builds and pushes so that each processor finds its own image. */
export async function release(cloud: Cloud) {
  const laptop = new DockerHost(cloud, { architecture: 'arm64' });
  const repository = cloud.ecr.repository('shop');
  const intel = { os: 'linux', architecture: 'amd64' } as const;
  const one = await laptop.build('shop', dockerfile);
  const other = await laptop.build('shop-intel', dockerfile, intel);
  repository.push('1.0', imageIndex(one.image, other.image));
}
