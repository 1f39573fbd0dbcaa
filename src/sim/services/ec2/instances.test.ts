import { expect, test } from 'vitest';
import { refusal as refusalOf } from '../../../testing/refusal.ts';
import { Cloud, hours, minutes } from '../../index.ts';

function start() {
  const cloud = new Cloud();
  cloud.ec2.model.sigma = 0;
  return { cloud, ec2: cloud.ec2 };
}

const refusal = (call: () => unknown) => refusalOf(call).name;

const quantityOf = (cloud: Cloud, item: string) =>
  cloud.meter.bill().find((line) => line.item === item)?.quantity ?? 0;

test('the type changes while an instance is stopped, and its bill with it', async () => {
  const { cloud, ec2 } = start();
  const [one] = ec2.launch({ instanceType: 'm5.large' });
  const resize = () =>
    ec2.modifyInstanceAttribute({ instanceId: one!.id, instanceType: { value: 'm5.2xlarge' } });
  await one!.until('running');
  expect(refusal(resize)).toBe('IncorrectInstanceState');
  await one!.stop();
  resize();
  await one!.start();
  await cloud.run(hours(1));
  expect(quantityOf(cloud, 'm5.2xlarge On-Demand')).toBeCloseTo(1, 9);
  expect(one!.type.vcpus).toBe(8);
});

test('a burstable instance in standard mode falls to its baseline when its credits are gone', async () => {
  const { cloud, ec2 } = start();
  const [one] = ec2.launch({
    instanceType: 't3.micro',
    creditSpecification: { cpuCredits: 'standard' },
    monitoring: { enabled: true },
  });
  const cpu = cloud.record(
    cloud.metrics.find('us-east-1', 'AWS/EC2', 'CPUUtilization', { InstanceId: one!.id })!,
  );
  const balance = cloud.record(
    cloud.metrics.find('us-east-1', 'AWS/EC2', 'CPUCreditBalance', { InstanceId: one!.id })!,
  );
  await one!.until('running');
  await cloud.run(hours(10));
  expect(one!.credits!.balance).toBeCloseTo(120, 0);
  one!.cpu = 1;
  await cloud.run(minutes(30));
  expect(cpu.at(-1)![1]).toBeCloseTo(100, 6);
  await cloud.run(hours(3));
  expect(cpu.at(-1)![1]).toBeCloseTo(10, 0);
  expect(balance.at(-1)![1]).toBeLessThan(1);
  expect(cloud.meter.bill().some(({ item }) => item.startsWith('CPU credits'))).toBe(false);
});

test('in unlimited mode the surplus is paid when the instance stops', async () => {
  const { cloud, ec2 } = start();
  const [one] = ec2.launch({ instanceType: 't3.micro' });
  await one!.until('running');
  one!.cpu = 1;
  await cloud.run(hours(1));
  await one!.stop();
  // Two vCPUs for an hour are 120 credits, of which 12 were earned meanwhile: the rest is vCPU-hours of surplus.
  expect(quantityOf(cloud, 'CPU credits, T2, T3 and T3a')).toBeCloseTo((120 - 12) / 60, 3);
});

test('an instance that AWS takes back in its first hour is free, and is warned two minutes before', async () => {
  const { cloud, ec2 } = start();
  const heard: string[] = [];
  cloud.events.listen(({ detailType }) => heard.push(detailType));
  const [one] = ec2.launch({
    instanceType: 'm5.large',
    instanceMarketOptions: { marketType: 'spot' },
    placement: { availabilityZone: 'us-east-1a' },
  });
  await one!.until('running');
  await cloud.run(minutes(20));
  ec2.spotPool('m5.large', 'us-east-1a').capacity = 0;
  await cloud.run(minutes(15));
  expect(one!.state).toBe('terminated');
  expect(heard.filter((name) => /Spot|Rebalance/.test(name))).toEqual([
    'EC2 Instance Rebalance Recommendation',
    'EC2 Spot Instance Interruption Warning',
  ]);
  expect(quantityOf(cloud, 'm5.large Spot')).toBe(0);
  const [request] = ec2.describeSpotInstanceRequests().spotInstanceRequests!;
  expect(request).toMatchObject({
    state: 'closed',
    status: { code: 'instance-terminated-no-capacity' },
    instanceId: one!.id,
  });
  expect(
    refusal(() =>
      ec2.launch({
        instanceType: 'm5.large',
        instanceMarketOptions: { marketType: 'spot' },
        placement: { availabilityZone: 'us-east-1a' },
      }),
    ),
  ).toBe('InsufficientInstanceCapacity');
});

test('a Spot Instance that its owner ends costs the price of the pool, by the second', async () => {
  const { cloud, ec2 } = start();
  ec2.model.monthlyInterruptions = 0;
  const [one] = ec2.launch({ instanceType: 'm5.large', instanceMarketOptions: { marketType: 'spot' } });
  await one!.until('running');
  const { price } = ec2.spotPool('m5.large', one!.zone.name);
  const atStart = price.at(cloud.now);
  await cloud.run(minutes(30));
  ec2.terminateInstances({ instanceIds: [one!.id] });
  await cloud.run(minutes(5));
  expect(cloud.meter.bill().find(({ item }) => item === 'm5.large Spot')!.usd).toBeCloseTo(atStart / 2, 9);
  expect(quantityOf(cloud, 'm5.large On-Demand')).toBe(0);
  expect(
    ec2.describeSpotPriceHistory({ instanceTypes: ['m5.large'], availabilityZone: one!.zone.name })
      .spotPriceHistory,
  ).toHaveLength(1);
});

test('capacity that is held is paid while it is idle, and is there when the zone is full', async () => {
  const { cloud, ec2 } = start();
  const placement = { availabilityZone: 'us-east-1a' };
  ec2.createCapacityReservation({
    instanceType: 'm5.large',
    instancePlatform: 'Linux/UNIX',
    instanceCount: 2,
    ...placement,
  });
  await cloud.run(hours(1));
  expect(quantityOf(cloud, 'm5.large On-Demand')).toBeCloseTo(2, 6);
  ec2.model.capacity = 0;
  const [one] = ec2.launch({ instanceType: 'm5.large', placement });
  await one!.until('running');
  expect(ec2.describeCapacityReservations().capacityReservations![0]!.availableInstanceCount).toBe(1);
  await cloud.run(hours(1));
  // One is idle and one runs: still two.
  expect(quantityOf(cloud, 'm5.large On-Demand')).toBeCloseTo(4, 1);
  ec2.launch({ instanceType: 'm5.large', placement });
  expect(refusal(() => ec2.launch({ instanceType: 'm5.large', placement }))).toBe(
    'InsufficientInstanceCapacity',
  );
});

test('hibernation is billed while the memory is written, and gives a warm start', async () => {
  const { cloud, ec2 } = start();
  const [one] = ec2.launch({ instanceType: 'm5.large', hibernationOptions: { configured: true } });
  await one!.until('running');
  await cloud.run(minutes(10));
  ec2.stopInstances({ instanceIds: [one!.id], hibernate: true });
  await one!.until('stopped');
  expect(quantityOf(cloud, 'm5.large On-Demand') * 3600).toBeCloseTo(
    minutes(10) + ec2.model.durations.hibernate,
    6,
  );
  const [other] = ec2.launch({ instanceType: 'm5.large' });
  await other!.until('running');
  expect(refusal(() => ec2.stopInstances({ instanceIds: [other!.id], hibernate: true }))).toBe(
    'UnsupportedHibernationConfiguration',
  );
});

test('user data runs once, and an image of what it made starts sooner', async () => {
  const { cloud, ec2 } = start();
  ec2.model.userData = 240;
  const application = { startup: 10 };
  const [first] = ec2.launch({ application, userData: 'IyEvYmluL2Jhc2g=' });
  const from = cloud.now;
  await first!.until('serving');
  const { pending, boot } = ec2.model.durations;
  expect(cloud.now - from).toBeCloseTo(pending + boot + 240 + 10, 6);
  const imageId = ec2.createImage({ instanceId: first!.id, name: 'baked', noReboot: true }).imageId!;
  expect(refusal(() => ec2.launch({ imageId }))).toBe('InvalidAMIID.Unavailable');
  await cloud.run(minutes(2));
  const [second] = ec2.launch({ imageId, application });
  const since = cloud.now;
  await second!.until('serving');
  expect(cloud.now - since).toBeCloseTo(pending + boot + 10, 6);
  ec2.deregisterImage({ imageId });
  expect(ec2.describeImages({ owners: ['self'] }).images).toEqual([]);
  expect(second!.state).toBe('running');
});

test('a machine that fails is left behind: the instance is recovered, with its addresses', async () => {
  const { cloud, ec2 } = start();
  const [one] = ec2.launch({ application: {} });
  await one!.until('serving');
  const { hostId, privateAddress, publicAddress } = one!;
  await cloud.run(minutes(5));
  cloud.faults.raise({ kind: 'down', place: hostId });
  expect(one!.serving).toBe(false);
  await cloud.run(minutes(10));
  expect(one!.hostId).not.toBe(hostId);
  expect(one!.serving).toBe(true);
  expect([one!.privateAddress, one!.publicAddress]).toEqual([privateAddress, publicAddress]);
});

test('with its control plane down EC2 changes nothing, and what runs runs on', async () => {
  const { cloud, ec2 } = start();
  const [one] = ec2.launch({ application: {} });
  await one!.until('serving');
  cloud.faults.raise({ kind: 'control-plane', region: 'us-east-1', service: 'ec2' });
  expect(refusal(() => ec2.runInstances({ imageId: ec2.image(), minCount: 1, maxCount: 1 }))).toBe(
    'Unavailable',
  );
  expect(ec2.describeInstances().reservations).toHaveLength(1);
  expect(one!.serving).toBe(true);
});

test('a new account has five vCPUs until it asks for more', () => {
  const { ec2 } = start();
  ec2.model.newAccount = true;
  ec2.launch({ count: 2 });
  expect(refusal(() => ec2.launch())).toBe('VcpuLimitExceeded');
});

test('a volume goes to an instance of its zone, and nowhere else', async () => {
  const { cloud, ec2 } = start();
  const [one] = ec2.launch({ placement: { availabilityZone: 'us-east-1a' } });
  await one!.until('running');
  const make = (availabilityZone: string) =>
    ec2.createVolume({ availabilityZone, size: 100, volumeType: 'gp3' }).volumeId!;
  const attach = (volumeId: string) =>
    ec2.attachVolume({ volumeId, instanceId: one!.id, device: '/dev/sdf' });
  expect(refusal(() => attach(make('us-east-1b')))).toBe('InvalidVolume.ZoneMismatch');
  const volumeId = make('us-east-1a');
  attach(volumeId);
  expect(refusal(() => ec2.deleteVolume({ volumeId }))).toBe('VolumeInUse');
  ec2.terminateInstances({ instanceIds: [one!.id] });
  await cloud.run(hours(24));
  expect(ec2.describeVolumes({ volumeIds: [volumeId] }).volumes![0]!.state).toBe('available');
});

test('a protected instance keeps those of its zone alive, and no others', async () => {
  const { cloud, ec2 } = start();
  const [safe] = ec2.launch({ placement: { availabilityZone: 'us-east-1a' }, disableApiTermination: true });
  const [beside] = ec2.launch({ placement: { availabilityZone: 'us-east-1a' } });
  const [far] = ec2.launch({ placement: { availabilityZone: 'us-east-1b' } });
  await cloud.run(60);
  const instanceIds = [safe, beside, far].map((one) => one!.id);
  expect(refusal(() => ec2.terminateInstances({ instanceIds }))).toBe('OperationNotPermitted');
  await cloud.run(minutes(2));
  expect([safe, beside, far].map((one) => one!.state)).toEqual(['running', 'running', 'terminated']);
});

test('a dry run changes nothing', () => {
  const { ec2 } = start();
  expect(
    refusal(() => ec2.runInstances({ imageId: ec2.image(), minCount: 1, maxCount: 1, dryRun: true })),
  ).toBe('DryRunOperation');
  expect(ec2.instances).toEqual([]);
});

test('a request with the token of another gives its answer again', () => {
  const { ec2 } = start();
  const input = {
    imageId: ec2.image(),
    instanceType: 't3.micro',
    minCount: 1,
    maxCount: 1,
    clientToken: 'once',
  };
  expect(ec2.runInstances(input).reservationId).toBe(ec2.runInstances(input).reservationId);
  expect(ec2.instances).toHaveLength(1);
  expect(refusal(() => ec2.runInstances({ ...input, maxCount: 2 }))).toBe('IdempotentParameterMismatch');
});

test('another application takes the place of what runs: its requests are lost, its CPU goes on being counted', async () => {
  const { cloud, ec2 } = start();
  const [one] = ec2.launch({
    application: { serviceTime: 1, respond: () => ({ status: 200, body: 'old' }) },
  });
  await one!.until('serving');
  const { endpoints } = ec2;
  const ask = () =>
    cloud.process(function* () {
      const connection = yield* endpoints.connect('client', one!.address);
      return yield* connection.send({ host: 'one' });
    });
  const lost = ask();
  await cloud.run(0.01);
  one!.install({ startup: 5, demand: () => 0.01, respond: () => ({ status: 200, body: 'new' }) });
  await expect(lost).rejects.toMatchObject({ failure: 'reset' });
  expect(one!.serving).toBe(false);
  await cloud.run(6);
  expect(await ask()).toMatchObject({ body: 'new' });
  one!.install(undefined);
  expect(one!.host).toBeUndefined();
  one!.cpu = 0.5;
  await cloud.run(minutes(10));
  expect(cloud.meter.bill().some(({ item }) => item.includes('t3.micro'))).toBe(true);
});
