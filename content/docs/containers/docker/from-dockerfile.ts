import { check, Cloud, DockerHost, table } from 'desired-capacity';
import { dockerfile } from './dockerfile.ts';

// A laptop makes an image of a Dockerfile, and pushes it to a repository.
const cloud = new Cloud();
const laptop = new DockerHost(cloud);
const repository = cloud.ecr.repository('shop');
const { steps, image } = await laptop.build('shop', dockerfile('v1'));
await laptop.push('shop', repository, '1.0');

// An EC2 instance pulls that image, and runs two containers of it.
const [instance] = cloud.ec2.launch({ instanceType: 't3.small' });
const server = new DockerHost(cloud, { instance: instance! });
await server.pull(repository, '1.0', 'shop');
const [one, other] = [server.run('shop'), server.run('shop')];
one.write('/tmp/cart', 'a coffee');

// #region tables and the checks
table(
  'The image, layer by layer',
  steps.map(({ line, layer }) => ({
    line,
    layer: layer.digest.slice(7, 15),
    MB: layer.bytes / 1e6,
  })),
);
table(
  'Two containers on one instance',
  [one, other].map((container) => ({
    container: container.name,
    state: container.state,
    kernel: container.kernel,
    '/tmp/cart': container.read('/tmp/cart') ?? '—',
  })),
);
check('a Dockerfile has become an image', image.layers.length === 4);
check(
  'the instance runs what the laptop has built',
  one.state === 'running' && server.image('shop') !== undefined,
);
check(
  'the repository keeps the image',
  repository.find('1.0')!.layers.length === 4,
);
check(
  'both call the kernel of their host',
  one.kernel === server.kernel && other.kernel === server.kernel,
);
check(
  'no container sees what another has written',
  other.read('/tmp/cart') === undefined &&
    one.read('/tmp/cart') !== undefined,
);
// #endregion
