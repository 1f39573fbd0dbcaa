import { describe, expect, test } from 'vitest';
import { refusal as refusalOf } from '../../../testing/refusal.ts';
import { Cloud, hours, minutes } from '../../index.ts';
import { ec2Limits } from './limits.ts';

/*
 * What the EC2 user guide says, page by page (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/, read on 2026-11-28): a test
 * for each behaviour that was looked up again.
 */

function start(newAccount = false) {
  const cloud = new Cloud();
  const { ec2 } = cloud;
  ec2.model.sigma = 0;
  ec2.model.newAccount = newAccount;
  return { cloud, ec2 };
}

const refusal = (call: () => unknown) => refusalOf(call).name;

async function running(options: object = {}) {
  const { cloud, ec2 } = start();
  const [one] = ec2.launch(options);
  await one!.until('ready');
  return { cloud, ec2, one: one! };
}

const quantityOf = (cloud: Cloud, item: string) =>
  cloud.meter.bill().find((line) => line.item === item)?.quantity ?? 0;

describe('monitoring-system-instance-status-check', () => {
  test('during a reboot the instance check fails until the instance is there again', async () => {
    const { cloud, one } = await running();
    await cloud.run(minutes(3) + 20);
    void one.reboot();
    await cloud.run(35);
    expect([one.checks.of('system'), one.checks.of('instance')]).toEqual(['passed', 'failed']);
    await one.until('ready');
    await cloud.run(61);
    expect(one.checks.of('instance')).toBe('passed');
  });

  test('a reboot mends exhausted memory, and no hardware', async () => {
    const { one } = await running();
    one.checks.faults.add('memory-exhausted').add('host-hardware');
    await one.reboot();
    expect([...one.checks.faults]).toEqual(['host-hardware']);
  });

  test('a stop and a start mend hardware, and no configuration of the owner’s', async () => {
    const { one } = await running();
    one.checks.faults.add('host-hardware').add('network-configuration').add('kernel-incompatible');
    await one.stop();
    await one.start();
    expect([...one.checks.faults]).toEqual(['network-configuration', 'kernel-incompatible']);
  });

  test('a system check that fails makes the instance check fail', async () => {
    const { cloud, one } = await running({ maintenanceOptions: { autoRecovery: 'disabled' } });
    one.checks.faults.add('host-network');
    await cloud.run(minutes(3));
    expect([one.checks.of('system'), one.checks.of('instance')]).toEqual(['failed', 'failed']);
  });
});

describe('ec2-instance-lifecycle, how-ec2-instance-stop-start-works, ec2-instance-reboot', () => {
  test('a reboot keeps host and public address, and begins no new minute', async () => {
    const { cloud, one } = await running();
    const before = [one.hostId, one.publicAddress, one.privateAddress];
    await one.reboot();
    await one.terminate();
    expect([one.hostId, before[1]]).toEqual([before[0], before[1]]);
    // 18 s of boot and 40 s of the reboot are less than the one minute of the one start.
    expect(quantityOf(cloud, 't3.micro On-Demand')).toBeCloseTo(60 / 3600, 9);
  });

  test('each start costs a minute at least', async () => {
    const { cloud, one } = await running();
    for (let i = 0; i < 3; i++) {
      await one.stop();
      await one.start();
    }
    await one.stop();
    expect(quantityOf(cloud, 't3.micro On-Demand')).toBeCloseTo(4 / 60, 9);
  });

  test('a stopping instance costs nothing, a hibernating one goes on', async () => {
    const { cloud, one } = await running({ hibernationOptions: { configured: true } });
    await cloud.run(minutes(5));
    const used = () => quantityOf(cloud, 't3.micro On-Demand') * 3600;
    const before = used();
    await one.stop();
    expect(used() - before).toBeCloseTo(0, 6);
    await one.start();
    await cloud.run(minutes(5));
    const again = used();
    await one.stop({ hibernate: true });
    expect(used() - again).toBeCloseTo(60, 6);
  });

  test('an Elastic IP address stays over a stop and is paid meanwhile; a termination sets it free', async () => {
    const { cloud, ec2, one } = await running();
    const { allocationId, publicIp } = ec2.allocateAddress({});
    ec2.associateAddress({ allocationId: allocationId!, instanceId: one.id });
    await one.stop();
    await cloud.run(minutes(1));
    const before = quantityOf(cloud, 'public IPv4 addresses');
    await cloud.run(hours(1));
    expect(quantityOf(cloud, 'public IPv4 addresses') - before).toBeCloseTo(1, 6);
    await one.start();
    expect(one.publicAddress).toBe(publicIp);
    await one.terminate();
    expect(ec2.describeAddresses().addresses![0]!.instanceId).toBeUndefined();
  });

  test('user data runs at the first boot, not at later ones', async () => {
    const { ec2 } = start();
    ec2.model.userData = 100;
    const [one] = ec2.launch({ userData: btoa('#!/bin/bash'), application: {} });
    const times: number[] = [];
    const { simulation } = ec2.region.world;
    await one!.until('running');
    let since = simulation.now;
    await one!.until('serving');
    times.push(simulation.now - since);
    await one!.stop();
    await one!.start();
    since = simulation.now;
    await one!.until('serving');
    times.push(simulation.now - since);
    expect(times.map(Math.round)).toEqual([118, 18]);
  });
});

describe('preserving-volumes-on-termination', () => {
  const data = (more: object = {}) => ({ deviceName: '/dev/sdf', ebs: { volumeSize: 20, ...more } });

  test('data volumes mapped at launch by the API go with the instance, unless told otherwise', async () => {
    for (const [deleteOnTermination, left] of [
      [undefined, 0],
      [true, 0],
      [false, 1],
    ] as const) {
      const { ec2, one } = await running({ blockDeviceMappings: [data({ deleteOnTermination })] });
      expect(ec2.describeVolumes().volumes!.map(({ size }) => size)).toEqual([8, 20]);
      await one.terminate();
      expect(ec2.describeVolumes().volumes).toHaveLength(left);
    }
  });

  test('a volume attached later stays', async () => {
    const { ec2, one } = await running();
    const { volumeId } = ec2.createVolume({ availabilityZone: one.zone.name, size: 10 });
    ec2.attachVolume({ volumeId: volumeId!, instanceId: one.id, device: '/dev/sdf' });
    await one.terminate();
    expect(ec2.describeVolumes().volumes!.map((volume) => volume.volumeId)).toEqual([volumeId]);
  });

  test('the root volume of a running instance cannot be detached, that of a stopped one can', async () => {
    const { ec2, one } = await running();
    const [{ volumeId }] = ec2.describeVolumes().volumes as [{ volumeId: string }];
    expect(refusal(() => ec2.detachVolume({ volumeId }))).toBe('OperationNotPermitted');
    await one.stop();
    ec2.detachVolume({ volumeId });
    expect(ec2.describeVolumes().volumes![0]!.state).toBe('available');
  });
});

describe('spot-instance-termination-notices, interruption-behavior, change-instance-type-of-ebs-backed-instance', () => {
  const spot = (more: object = {}) => ({
    instanceType: 'm5.large',
    placement: { availabilityZone: 'us-east-1a' },
    instanceMarketOptions: { marketType: 'spot' as const, spotOptions: more },
  });

  test('the ARN of a warning names the zone', async () => {
    const { cloud, ec2 } = await running();
    const arns: string[] = [];
    cloud.events.listen(({ detailType, resources }) => {
      if (detailType === 'EC2 Spot Instance Interruption Warning') arns.push(...resources);
    });
    const [one] = ec2.launch(spot());
    await one!.until('running');
    ec2.spotPool('m5.large', 'us-east-1a').capacity = 0;
    await one!.until('terminated');
    expect(arns).toEqual([`arn:aws:ec2:us-east-1a:instance/${one!.id}`]);
  });

  test('a one-time request can neither stop nor hibernate', () => {
    const { ec2 } = start();
    for (const instanceInterruptionBehavior of ['stop', 'hibernate'] as const)
      expect(() => ec2.launch(spot({ instanceInterruptionBehavior }))).toThrow(/persistent/);
  });

  test('the type of a Spot Instance cannot be changed', async () => {
    const { ec2 } = start();
    const [one] = ec2.launch(spot());
    await one!.until('running');
    const resize = () => ec2.modifyInstanceAttribute({ instanceId: one!.id, instanceType: { value: 'm5.xlarge' } }); // prettier-ignore
    expect(refusal(resize)).toBe('UnsupportedOperation');
  });
});

describe('ec2-on-demand-instances', () => {
  test('stopping and stopped instances leave the quota free', async () => {
    const { ec2 } = start(true);
    const [one] = ec2.launch({ count: 2, instanceType: 'm5.large' });
    expect(refusal(() => ec2.launch({ instanceType: 'm5.large' }))).toBe('VcpuLimitExceeded');
    await one!.until('running');
    void one!.stop();
    expect(ec2.launch({ instanceType: 'm5.large' })).toHaveLength(1);
  });

  test('capacity that is held counts towards the quota, used or not', () => {
    const { ec2 } = start(true);
    expect(ec2Limits.standardVcpus.max).toBe(5);
    ec2.createCapacityReservation({ instanceType: 'm5.large', instancePlatform: 'Linux/UNIX', availabilityZone: 'us-east-1a', instanceCount: 2 }); // prettier-ignore
    const zone = (availabilityZone: string) => ({
      instanceType: 'm5.large',
      placement: { availabilityZone },
    });
    expect(refusal(() => ec2.launch(zone('us-east-1b')))).toBe('VcpuLimitExceeded');
  });
});

describe('ami-lifecycle, copyingamis, creating-an-ami-ebs, user-data', () => {
  test('an image is of one Region; its copy has an id of its own', async () => {
    const { cloud, ec2, one } = await running();
    const { imageId = '' } = ec2.createImage({ instanceId: one.id, name: 'web' });
    const there = cloud.region('eu-west-1').ec2;
    expect(refusal(() => there.launch({ imageId }))).toBe('InvalidAMIID.NotFound');
    const copy = () => there.copyImage({ name: 'web', sourceImageId: imageId, sourceRegion: 'us-east-1' });
    expect(refusal(copy)).toBe('InvalidAMIID.Unavailable');
    await cloud.run(minutes(2));
    const copied = copy().imageId!;
    expect(copied).not.toBe(imageId);
    await cloud.run(minutes(2));
    expect(there.launch({ imageId: copied })[0]!.imageId).toBe(copied);
  });

  test('an image reboots its instance unless told not to, and holds no user data', async () => {
    const { cloud, ec2, one } = await running({ userData: btoa('#!/bin/bash') });
    ec2.createImage({ instanceId: one.id, name: 'still', noReboot: true });
    expect(one.life.ready).toBe(true);
    const { imageId = '' } = ec2.createImage({ instanceId: one.id, name: 'rebooted' });
    expect(one.life.ready).toBe(false);
    await cloud.run(minutes(2));
    const [two] = ec2.launch({ imageId });
    const { userData } = ec2.describeInstanceAttribute({ instanceId: two!.id, attribute: 'userData' });
    expect(userData).toEqual({});
  });

  test('an image that is deregistered takes no instance with it', async () => {
    const { cloud, ec2, one } = await running();
    const { imageId = '' } = ec2.createImage({ instanceId: one.id, name: 'web' });
    await cloud.run(minutes(2));
    const [two] = ec2.launch({ imageId });
    ec2.deregisterImage({ imageId });
    await two!.until('running');
    expect(refusal(() => ec2.launch({ imageId }))).toMatch(/^InvalidAMIID/);
    expect(ec2.describeSnapshots({ ownerIds: ['self'] }).snapshots).toHaveLength(1);
  });
});

describe('API_CreateVolume', () => {
  test('each type has its sizes; io1 and io2 want their IOPS', () => {
    const { ec2 } = start();
    const make = (volumeType: 'gp3' | 'gp2' | 'io2' | 'st1' | 'standard', size: number, iops?: number) => () =>
      ec2.createVolume({ availabilityZone: 'us-east-1a', volumeType, size, ...(iops !== undefined && { iops }) }); // prettier-ignore
    for (const refused of [
      make('st1', 124),
      make('standard', 1025),
      make('gp2', 16_385),
      make('io2', 3, 100),
      make('io2', 10),
      make('gp2', 10, 3000),
      make('gp3', 10, 2999),
    ])
      // prettier-ignore
      expect(refusal(refused)).toMatch(/^(InvalidParameterValue|MissingParameter)$/);
    for (const made of [
      make('st1', 125),
      make('standard', 1024),
      make('gp3', 65_536, 80_000),
      make('io2', 4, 100),
    ])
      // prettier-ignore
      expect(made().volumeId).toMatch(/^vol-/);
  });
});

describe('burstable-performance-instances', () => {
  test('T3 and T4g begin in unlimited mode, T2 in standard mode with launch credits', async () => {
    for (const [instanceType, mode, balance] of [
      ['t3.micro', 'unlimited', 0],
      ['t4g.micro', 'unlimited', 0],
      ['t2.micro', 'standard', 30],
    ] as const) {
      const { ec2 } = start();
      const [one] = ec2.launch({ instanceType });
      await one!.until('running');
      expect([one!.credits!.mode, one!.credits!.balance], instanceType).toEqual([mode, balance]);
    }
  });

  test('a T3 keeps its credits for seven days after a stop, a T2 loses them', async () => {
    for (const [instanceType, days, left] of [
      ['t3.micro', 6, true],
      ['t3.micro', 8, false],
      ['t2.micro', 0, false],
    ] as const) {
      const { cloud, ec2 } = start();
      const [one] = ec2.launch({ instanceType, creditSpecification: { cpuCredits: 'standard' } });
      await one!.until('running');
      await cloud.run(hours(10));
      await one!.stop();
      await cloud.run(days * hours(24));
      await one!.start();
      expect(one!.credits!.balance > 40, `${instanceType} ${days}`).toBe(left);
    }
  });
});
