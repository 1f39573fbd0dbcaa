import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Cloud, DockerHost, imageIndex, type ContainerImage, type ImageIndex } from '../../index.ts';
import { shareCpu, type Demand } from './share-host.ts';

const dockerfile = (source: string) => [
  { line: 'FROM node:22', megabytes: 380, seconds: 10 },
  { line: 'COPY package.json .', megabytes: 0.1, files: 'lock' },
  { line: 'RUN npm ci', megabytes: 120, seconds: 40 },
  { line: 'COPY . .', megabytes: 4, files: source },
];

/** A place for images that keeps everything. */
function shelf() {
  const tags = new Map<string, ContainerImage | ImageIndex>();
  const layers = new Set<string>();
  return {
    hasLayer: (digest: string) => layers.has(digest),
    push(tag: string, image: ContainerImage | ImageIndex) {
      tags.set(tag, image);
      for (const one of 'images' in image ? image.images : [image])
        for (const { digest } of one.layers) layers.add(digest);
    },
    pull: (tag: string) => tags.get(tag)!,
  };
}

test('a change moves its layer and all above it, and none below', async () => {
  const cloud = new Cloud();
  const host = new DockerHost(cloud);
  const first = await host.build('shop', dockerfile('v1'));
  expect(first.seconds).toBe(50);
  const again = await host.build('shop', dockerfile('v1'));
  expect(again.seconds).toBe(0);
  expect(again.image.digest).toBe(first.image.digest);
  const changed = await host.build('shop', dockerfile('v2'));
  expect(changed.steps.map(({ cached }) => cached)).toEqual([true, true, true, false]);
  const [base, ...rest] = dockerfile('v3');
  const early = await host.build('shop', [base!, rest[2]!, rest[0]!, rest[1]!]);
  expect(early.steps.map(({ cached }) => cached)).toEqual([true, false, false, false]);
});

test('a push and a pull move what is not there, and take that long', async () => {
  const cloud = new Cloud();
  const [laptop, server] = [new DockerHost(cloud), new DockerHost(cloud)];
  const place = shelf();
  await laptop.build('shop', dockerfile('v1'));
  expect((await laptop.push('shop', place, '1')).bytes).toBe(504.1e6);
  const { seconds } = await server.pull(place, '1', 'shop');
  expect(seconds).toBeCloseTo(0.5 + 504.1 / 50 + 504.1 / 100, 9);
  await laptop.build('shop', dockerfile('v2'));
  expect((await laptop.push('shop', place, '2')).bytes).toBe(4e6);
  const before = cloud.now;
  const second = await server.pull(place, '2', 'shop');
  expect(second.moved.length).toBe(1);
  expect(cloud.now - before).toBeCloseTo(second.seconds, 6);
  expect(() => laptop.push('none', place)).toThrow(RangeError);
});

test('an image runs on the platform that it is for', async () => {
  const cloud = new Cloud();
  const [graviton, intel] = [new DockerHost(cloud, { architecture: 'arm64' }), new DockerHost(cloud)];
  const place = shelf();
  const { image } = await graviton.build('shop', dockerfile('v1'));
  await graviton.push('shop', place, '1');
  await intel.pull(place, '1', 'shop');
  const failed = intel.run('shop');
  expect([failed.state, failed.reason, failed.exitCode]).toEqual(['exited', 'exec format error', undefined]);
  expect(graviton.run('shop').state).toBe('running');
  place.push('both', imageIndex(image));
  expect(() => intel.pull(place, 'both')).toThrow('no matching manifest for linux/amd64');
  const other = await intel.build('shop', dockerfile('v1'));
  place.push('both', imageIndex(image, other.image));
  await intel.pull(place, 'both', 'shop');
  expect(intel.run('shop').state).toBe('running');
});

test('an EC2 instance is a host of its type’s size', () => {
  const cloud = new Cloud();
  const [instance] = cloud.ec2.launch({ instanceType: 't4g.small' });
  const host = new DockerHost(cloud, { instance: instance! });
  expect([host.vcpus, host.memory, host.platform.architecture]).toEqual([2, 2048, 'arm64']);
});

async function machine(options = {}) {
  const cloud = new Cloud();
  const host = new DockerHost(cloud, { vcpus: 1, memory: 1000, ...options });
  await host.build('app', [{ line: 'FROM scratch', megabytes: 1 }]);
  return host;
}

test('CPU is shared by weight where it is short, and what one leaves goes to the others', async () => {
  const rows: [one: object, other: object, shares: number[]][] = [
    [{ cpuShares: 512, uses: { cpu: 1 } }, { cpuShares: 512, uses: { cpu: 1 } }, [0.5, 0.5]],
    [{ cpuShares: 768, uses: { cpu: 1 } }, { cpuShares: 256, uses: { cpu: 1 } }, [0.75, 0.25]],
    [{ cpuShares: 512, uses: { cpu: 0.25 } }, { cpuShares: 512, uses: { cpu: 4 } }, [0.25, 0.75]],
    [{ cpus: 0.25, uses: { cpu: 4 } }, { uses: { cpu: 0.5 } }, [0.25, 0.5]],
  ];
  for (const [one, other, shares] of rows) {
    const host = await machine();
    const [a, b] = [host.run('app', one), host.run('app', other)];
    expect([a.cpu, b.cpu]).toEqual(shares);
  }
});

test('who wants more memory than its limit is killed with 137, and without limits the largest', async () => {
  const host = await machine();
  const [small, large] = [host.run('app', { uses: { memory: 100 } }), host.run('app', { memory: 200 })];
  large.use({ memory: 201 });
  expect([large.state, large.exitCode, large.reason]).toEqual(['exited', 137, 'OOMKilled']);
  const greedy = host.run('app', { uses: { memory: 950 } });
  expect([greedy.exitCode, small.state]).toEqual([137, 'running']);
  small.stop();
  expect([small.exitCode, small.speed]).toEqual([143, 0]);
});

test('containers share the kernel, and nothing that they write', async () => {
  const host = await machine({ kernel: '6.1' });
  const [a, b] = [host.run('app'), host.run('app')];
  a.write('/tmp/x', 'mine');
  expect([a.kernel, b.kernel, a.read('/tmp/x'), b.read('/tmp/x')]).toEqual(['6.1', '6.1', 'mine', undefined]);
});

test('CPU is neither lost nor made', () => {
  const demand = fc.record({
    cpuShares: fc.integer({ min: 0, max: 2048 }),
    cpuWanted: fc.double({ min: 0, max: 4, noNaN: true }),
    memoryWanted: fc.constant(0),
  });
  fc.assert(
    fc.property(
      fc.array(demand, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 4 }),
      (all, vcpus) => {
        const got = shareCpu<Demand>(all, vcpus);
        const used = [...got.values()].reduce((sum, cpu) => sum + cpu, 0);
        const wanted = all.reduce((sum, { cpuWanted }) => sum + cpuWanted, 0);
        expect(Math.abs(used - Math.min(vcpus, wanted))).toBeLessThan(1e-9);
        for (const [{ cpuWanted }, cpu] of got) expect(cpu).toBeLessThanOrEqual(cpuWanted + 1e-9);
      },
    ),
  );
});
