import fc from 'fast-check';
import { expect, test } from 'vitest';
import { refusal as refusalOf } from '../../../testing/refusal.ts';
import { Cloud, days, hours, minutes } from '../../index.ts';
import type { Input } from './schema.ts';
import { Throughput } from './throughput.ts';

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;
const TIB = 1024 ** 4;

const refusal = (call: () => unknown) => refusalOf(call).name;

function start(settings: Input<'CreateFileSystem'> = {}) {
  const cloud = new Cloud();
  cloud.ec2.model.sigma = 0;
  Object.assign(cloud.efs.model, { creation: 0, mountTarget: 0 });
  const { fileSystemId } = cloud.efs.createFileSystem(settings);
  const subnetOf = (zone: string) =>
    cloud.ec2.describeSubnets({ filters: [{ name: 'availability-zone', values: [zone] }] }).subnets![0]!
      .subnetId!;
  const target = (zone: string, more: Partial<Input<'CreateMountTarget'>> = {}) =>
    cloud.efs.createMountTarget({ fileSystemId, subnetId: subnetOf(zone), ...more });
  const launch = async (availabilityZone: string) => {
    const [one] = cloud.ec2.launch({ placement: { availabilityZone } });
    await one!.until('running');
    return one!;
  };
  return { cloud, efs: cloud.efs, fs: cloud.efs.fileSystem(fileSystemId), fileSystemId, subnetOf, target, launch };
} // prettier-ignore

const usdOf = (cloud: Cloud, item: string) => cloud.meter.bill().find((line) => line.item === item)?.usd ?? 0;

test('what one instance writes, an instance of another zone reads', async () => {
  const { fs, target, launch } = start();
  for (const zone of ['us-east-1a', 'us-east-1b']) target(zone);
  const [a, b] = [await launch('us-east-1a'), await launch('us-east-1b')];
  const [one, two] = [await fs.mount(a.id), await fs.mount(b.id)];
  await one.writeFile('/uploads/a.jpg', 'a picture');
  expect(await two.readFile('/uploads/a.jpg')).toBe('a picture');
  await two.writeFile('/uploads/b.jpg', 'another');
  expect(await one.list()).toEqual(['/uploads/a.jpg', '/uploads/b.jpg']);
  await one.remove('/uploads/a.jpg');
  await expect(two.readFile('/uploads/a.jpg')).rejects.toThrow('No such file or directory');
  expect(fs.connections).toBe(2);
  two.unmount();
  expect([fs.connections, two.reachable]).toEqual([1, false]);
});

test('a zone that is lost takes no file of a Regional file system with it', async () => {
  const { cloud, fs, target, launch } = start();
  for (const zone of ['us-east-1a', 'us-east-1b']) target(zone);
  const [a, b] = [await launch('us-east-1a'), await launch('us-east-1b')];
  const one = await fs.mount(a.id);
  const across = await fs.mount(b.id, { az: 'us-east-1a' });
  await one.writeFile('/f', 'kept');
  cloud.faults.raise({ kind: 'down', place: 'us-east-1a' });
  const two = await fs.mount(b.id);
  expect(await two.readFile('/f')).toBe('kept');
  await expect(across.readFile('/f')).rejects.toThrow('not responding');
  await expect(one.readFile('/f')).rejects.toThrow('not responding');
});

test('a One Zone file system is in one zone: one mount target, read from others, and lost with it', async () => {
  const { cloud, fs, target, launch } = start({ availabilityZoneName: 'us-east-1a' });
  expect(refusal(() => target('us-east-1b'))).toBe('AvailabilityZonesMismatch');
  target('us-east-1a');
  const b = await launch('us-east-1b');
  await expect(fs.mount(b.id)).rejects.toThrow('Name or service not known');
  const mount = await fs.mount(b.id, { az: 'us-east-1a' });
  await mount.writeFile('/f', 'text');
  cloud.faults.raise({ kind: 'down', place: 'us-east-1a' });
  await expect(mount.readFile('/f')).rejects.toThrow('not responding');
});

test('the security group of a mount target decides who gets in at port 2049', async () => {
  const { cloud, efs, fs, target, launch } = start();
  const { groupId } = cloud.ec2.createSecurityGroup({ groupName: 'nfs', description: 'nfs' });
  const { mountTargetId } = target('us-east-1a', { securityGroups: [groupId!] });
  const a = await launch('us-east-1a');
  const { now } = cloud;
  await expect(fs.mount(a.id)).rejects.toThrow('mount.nfs: Connection timed out');
  expect(cloud.now - now).toBe(120);
  const rule = { groupId: groupId!, ipProtocol: 'tcp', cidrIp: '172.31.0.0/16' };
  cloud.ec2.authorizeSecurityGroupIngress({ ...rule, fromPort: 80, toPort: 80 });
  await expect(fs.mount(a.id)).rejects.toThrow('timed out');
  cloud.ec2.authorizeSecurityGroupIngress({ ...rule, fromPort: 2049, toPort: 2049 });
  expect((await fs.mount(a.id)).reachable).toBe(true);
  const [own] = cloud.ec2.describeSecurityGroups({ groupNames: ['default'] }).securityGroups!;
  efs.modifyMountTargetSecurityGroups({ mountTargetId, securityGroups: [own!.groupId!] });
  expect(efs.describeMountTargetSecurityGroups({ mountTargetId }).securityGroups).toEqual([own!.groupId]);
  expect((await fs.mount(a.id)).reachable).toBe(true);
});

test('a bursting file system runs on credits, then on 50 KiBps for each GiB', () => {
  const speed = { mode: 'bursting', provisioned: 0, region: 'us-east-1', oneZone: false } as const;
  const throughput = new Throughput(speed, 432_000 * MIB, 0);
  throughput.change(0, 100 * GIB);
  expect([throughput.baseline / MIB, throughput.permitted(0) / MIB]).toEqual([100 * 50 / 1024, 100]);
  // AWS's example reckons with 5 MiBps, and with no income while it bursts: 72 minutes.
  const end = throughput.transfer(432_000 * MIB, true, 0);
  expect(end / 60).toBeCloseTo(72, 0);
  expect(throughput.credits(end) / 432_000 / MIB).toBeCloseTo(0.0488, 3);
  const slow = throughput.transfer(throughput.credits(end) / (1 - 100 * 50 / 1024 / 100), true, end);
  expect(throughput.credits(slow)).toBeCloseTo(0, -3);
  expect(throughput.permitted(slow) / MIB).toBeCloseTo(4.88, 2);
  expect(throughput.credits(slow + 86_400) / MIB).toBeCloseTo(86_400 * 4.8828, -1);
}); // prettier-ignore

test('a TiB bursts twelve hours a day, and has 2.1 TiB of credits at most', () => {
  const throughput = new Throughput({ mode: 'bursting', provisioned: 0, region: 'us-east-1', oneZone: false }, 0, 0); // prettier-ignore
  throughput.change(0, TIB);
  expect([throughput.permitted(0) / MIB, throughput.permitted(1) / MIB]).toEqual([50, 100]);
  expect(throughput.credits(43_200) / TIB).toBeCloseTo(2.06, 2);
  expect(throughput.credits(1e9)).toBe(2.1 * TIB);
});

test('a read counts a third of a write, a small one as much as 4 KiB', () => {
  const mode = (mode: 'bursting' | 'elastic') =>
    new Throughput({ mode, provisioned: 0, region: 'us-east-1', oneZone: false }, TIB, 0);
  expect(mode('bursting').metered(3 * MIB, false)).toBe(MIB);
  expect(mode('bursting').metered(3 * MIB, true)).toBe(3 * MIB);
  expect(mode('bursting').metered(1, true)).toBe(4096);
  // In elastic mode, 60 GiBps of reads and 5 GiBps of writes are the most.
  expect(mode('elastic').transfer(60 * GIB, false, 0)).toBeCloseTo(1, 9);
  expect(mode('elastic').transfer(5 * GIB, true, 0)).toBeCloseTo(1, 9);
});

test('credits neither fall below nothing nor rise above the most, and no transfer beats what is permitted', () => {
  const step = fc.tuple(fc.double({ min: 0, max: 5000, noNaN: true }), fc.integer({ min: 1, max: 1e11 }), fc.boolean()); // prettier-ignore
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4 * TIB }), fc.array(step, { maxLength: 20 }), (size, steps) => {
      const throughput = new Throughput({ mode: 'bursting', provisioned: 0, region: 'us-east-1', oneZone: false }, TIB, 0); // prettier-ignore
      throughput.change(0, size);
      let now = 0;
      let free = 0;
      for (const [wait, bytes, write] of steps) {
        now += wait;
        const begin = Math.max(now, free);
        const most = Math.max(throughput.permitted(begin), MIB);
        free = throughput.transfer(bytes, write, now);
        if (free - begin < throughput.metered(bytes, write) / most - 1e-6) return false;
        const credits = throughput.credits(free);
        if (credits < -1 || credits > 2.1 * Math.max(TIB, size) + 1) return false;
      }
      return true;
    }),
  );
});

test('a client moves 500 MiB a second at most, and a large file takes its time', async () => {
  const { cloud, fs, target, launch } = start({ throughputMode: 'provisioned', provisionedThroughputInMibps: 200 }); // prettier-ignore
  target('us-east-1a');
  const mount = await fs.mount((await launch('us-east-1a')).id);
  let { now } = cloud;
  await mount.writeFile('/f', '', { bytes: GIB });
  expect(cloud.now - now).toBeCloseTo(1024 / 200, 2);
  ({ now } = cloud);
  await mount.readFile('/f');
  expect(cloud.now - now).toBeCloseTo(1024 / 500, 2);
});

test('storage is paid by use, by class, and files move by their last access', async () => {
  const { cloud, efs, fs, fileSystemId, target, launch } = start({ throughputMode: 'elastic' });
  target('us-east-1a');
  efs.putLifecycleConfiguration({
    fileSystemId,
    lifecyclePolicies: [{ transitionToIA: 'AFTER_30_DAYS' }, { transitionToArchive: 'AFTER_90_DAYS' }],
  });
  const mount = await fs.mount((await launch('us-east-1a')).id);
  await mount.writeFile('/old', '', { bytes: 100 * GIB });
  await mount.writeFile('/new', '', { bytes: 10 * GIB });
  expect(usdOf(cloud, 'writes, elastic throughput')).toBeCloseTo(6.6, 9);
  await cloud.run(days(29));
  expect(usdOf(cloud, 'storage, Standard')).toBeCloseTo((110 * 0.3 * 29 * 24) / 730, 1);
  await mount.readFile('/new');
  await cloud.run(days(2));
  expect([fs.storageClassOf('/old'), fs.storageClassOf('/new')]).toEqual(['infrequent', 'standard']);
  expect(usdOf(cloud, 'access to Infrequent Access')).toBeCloseTo(1, 9);
  await cloud.run(days(60));
  expect(fs.storageClassOf('/old')).toBe('archive');
  const { sizeInBytes } = efs.describeFileSystems({ fileSystemId }).fileSystems![0]!;
  expect(sizeInBytes.valueInArchive).toBe(100 * GIB);
  await mount.readFile('/old');
  expect(fs.storageClassOf('/old')).toBe('archive');
  const policy = [{ transitionToPrimaryStorageClass: 'AFTER_1_ACCESS' as const }];
  efs.putLifecycleConfiguration({ fileSystemId, lifecyclePolicies: policy });
  await mount.readFile('/old');
  expect(fs.storageClassOf('/old')).toBe('standard');
});

test('a write to a cold file goes to Standard, and the file may leave 24 hours later', async () => {
  const { cloud, efs, fs, fileSystemId, target, launch } = start();
  target('us-east-1a');
  const policies = [{ transitionToIA: 'AFTER_7_DAYS' as const }];
  efs.putLifecycleConfiguration({ fileSystemId, lifecyclePolicies: policies });
  const mount = await fs.mount((await launch('us-east-1a')).id);
  await mount.writeFile('/f', 'text');
  await cloud.run(days(8));
  await mount.writeFile('/f', 'more');
  await cloud.run(hours(23));
  expect(fs.storageClassOf('/f')).toBe('standard');
  await cloud.run(hours(2));
  expect(fs.storageClassOf('/f')).toBe('infrequent');
  expect(await mount.readFile('/f')).toBe('more');
});

test('provisioned throughput is paid beyond what the stored data include', async () => {
  const { cloud, efs, fileSystemId } = start({ throughputMode: 'provisioned', provisionedThroughputInMibps: 10 }); // prettier-ignore
  await cloud.run(hours(365));
  expect(usdOf(cloud, 'provisioned throughput')).toBeCloseTo(30, 2);
  efs.updateFileSystem({ fileSystemId, throughputMode: 'elastic' });
  await cloud.run(hours(365));
  expect(usdOf(cloud, 'provisioned throughput')).toBeCloseTo(30, 2);
});

test('less throughput, or another mode, waits 24 hours', async () => {
  const { cloud, efs, fileSystemId } = start();
  const to = (more: object) => efs.updateFileSystem({ fileSystemId, ...more });
  to({ throughputMode: 'provisioned', provisionedThroughputInMibps: 10 });
  to({ provisionedThroughputInMibps: 20 });
  expect(refusal(() => to({ provisionedThroughputInMibps: 10 }))).toBe('TooManyRequests');
  expect(refusal(() => to({ throughputMode: 'bursting' }))).toBe('TooManyRequests');
  await cloud.run(hours(24));
  expect(to({ throughputMode: 'bursting' })).toMatchObject({ throughputMode: 'bursting' });
});

test.each<[string, Input<'CreateFileSystem'>, string]>([
  ['provisioned without an amount', { throughputMode: 'provisioned' }, 'BadRequest'],
  ['an amount without the mode', { provisionedThroughputInMibps: 5 }, 'BadRequest'],
  ['more than AWS has', { throughputMode: 'provisioned', provisionedThroughputInMibps: 3415 }, 'BadRequest'],
  ['more than one zone has', { throughputMode: 'provisioned', provisionedThroughputInMibps: 1025, availabilityZoneName: 'us-east-1a' }, 'ThroughputLimitExceeded'],
  ['Max I/O with elastic', { performanceMode: 'maxIO', throughputMode: 'elastic' }, 'BadRequest'],
  ['Max I/O in one zone', { performanceMode: 'maxIO', availabilityZoneName: 'us-east-1a' }, 'BadRequest'],
  ['a key without encryption', { kmsKeyId: 'k' }, 'BadRequest'],
  ['a zone of another Region', { availabilityZoneName: 'eu-west-1a' }, 'BadRequest'],
])('refuses to make a file system: %s', (_, input, name) => {
  expect(refusal(() => new Cloud().efs.createFileSystem(input))).toBe(name);
}); // prettier-ignore

test('Max I/O is slower for each operation', async () => {
  const time = async (performanceMode: 'generalPurpose' | 'maxIO') => {
    const { cloud, fs, target, launch } = start({ performanceMode });
    target('us-east-1a');
    const mount = await fs.mount((await launch('us-east-1a')).id);
    const { now } = cloud;
    await mount.writeFile('/f', 'x');
    return cloud.now - now;
  };
  expect(await time('maxIO')).toBeGreaterThan(await time('generalPurpose'));
});

test('a mount target that is deleted ends its mounts', async () => {
  const { cloud, efs, fs, target, launch } = start();
  const { mountTargetId, networkInterfaceId } = target('us-east-1a');
  const mount = await fs.mount((await launch('us-east-1a')).id);
  efs.deleteMountTarget({ mountTargetId });
  await expect(mount.list()).rejects.toThrow('not responding');
  await cloud.run(minutes(1));
  expect(refusal(() => efs.describeMountTargets({ mountTargetId }))).toBe('MountTargetNotFound');
  const ids = cloud.ec2.describeNetworkInterfaces().networkInterfaces!.map((one) => one.networkInterfaceId);
  expect(ids).not.toContain(networkInterfaceId);
});

test('credits and metered bytes are metrics', async () => {
  const { cloud, fs, fileSystemId, target, launch } = start();
  target('us-east-1a');
  const of = (name: string) => cloud.record(cloud.metrics.find('us-east-1', 'AWS/EFS', name, { FileSystemId: fileSystemId })!); // prettier-ignore
  const [credits, bytes] = [of('BurstCreditBalance'), of('MeteredIOBytes')];
  const mount = await fs.mount((await launch('us-east-1a')).id);
  await mount.writeFile('/f', '', { bytes: GIB });
  await cloud.run(minutes(3));
  expect(credits.at(-1)![1]).toBeLessThan(2.1 * TIB - GIB * 0.9);
  expect(Math.max(...bytes.map(([, value]) => value))).toBe(GIB);
});

test('names and sizes of files that cannot be are refused', async () => {
  const { fs, target, launch } = start();
  target('us-east-1a');
  const mount = await fs.mount((await launch('us-east-1a')).id);
  await expect(mount.writeFile('', 'x')).rejects.toThrow(RangeError);
  await expect(mount.writeFile(`/${'x'.repeat(256)}`, 'x')).rejects.toThrow(RangeError);
  await expect(mount.writeFile('/f', 'x', { bytes: -1 })).rejects.toThrow(RangeError);
  expect(() => fs.mount('i-00000000')).toThrow('does not run');
});
