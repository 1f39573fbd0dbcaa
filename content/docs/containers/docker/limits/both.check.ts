import { check, Cloud, DockerHost } from 'desired-capacity';
import { release } from './both.starter.ts';

const cloud = new Cloud();
await release(cloud);
for (const architecture of ['arm64', 'amd64'] as const) {
  const host = new DockerHost(cloud, { architecture });
  await host.pull(cloud.ecr.repository('shop'), '1.0', 'shop');
  const { state } = host.run('shop');
  check(`it runs on ${architecture}`, state === 'running');
}
