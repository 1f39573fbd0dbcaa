import { Cloud, minutes } from '../sim/index.ts';
import type { GroupOptions } from '../sim/services/autoscaling/index.ts';
import type { Comparison } from './comparison.ts';

const GUIDE = 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/';
const UPDATE = 'https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_UpdateAutoScalingGroup.html';

/** A group after some minutes, in a cloud of its own. */
async function start(options: GroupOptions) {
  const cloud = new Cloud();
  cloud.ec2.model.monthlyInterruptions = 0;
  const web = cloud.autoscaling.createGroup('web', options);
  await cloud.run(minutes(5));
  return { cloud, web };
}

/** A number before a change, and after it. */
type Change = Readonly<Record<'before' | 'after', number>>;

/** The instances in service before and after one adjustment. */
async function adjusted(
  desiredCapacity: number,
  adjustmentType: string,
  scalingAdjustment: number,
  minAdjustmentMagnitude?: number,
): Promise<Change> {
  const { cloud, web } = await start({ minSize: 0, maxSize: 20, desiredCapacity });
  const before = web.inService.length;
  web.putScalingPolicy({ policyName: 'by', adjustmentType, scalingAdjustment, minAdjustmentMagnitude });
  cloud.autoscaling.executePolicy({ autoScalingGroupName: 'web', policyName: 'by' });
  await cloud.run(minutes(5));
  return { before, after: web.inService.length };
}

/** The On-Demand Instances of 20 and of 40, with a base of ten and half of the rest. */
async function onDemand(): Promise<Change> {
  const mixedInstancesPolicy = {
    launchTemplate: { overrides: [{ instanceType: 'm5.large' }] },
    instancesDistribution: { onDemandBaseCapacity: 10, onDemandPercentageAboveBaseCapacity: 50 },
  };
  const { cloud, web } = await start({ minSize: 0, maxSize: 40, desiredCapacity: 20, mixedInstancesPolicy });
  const count = () => cloud.ec2.instances.filter(({ spot }) => !spot).length;
  const before = count();
  web.setDesiredCapacity(40);
  await cloud.run(minutes(5));
  return { before, after: count() };
}

/** The workers that are desired while 1,500 messages wait, where 100 for each are acceptable. */
async function backlog(): Promise<Change> {
  const { cloud, web } = await start({ minSize: 0, maxSize: 40, desiredCapacity: 10, defaultInstanceWarmup: 0 });
  const before = web.desiredCapacity;
  const metric = { namespace: 'Shop', metricName: 'Backlog' };
  web.putScalingPolicy({
    policyName: 'backlog',
    policyType: 'TargetTrackingScaling',
    targetTrackingConfiguration: { targetValue: 100, customizedMetricSpecification: { ...metric, statistic: 'Average' } },
  });
  for (let minute = 0; minute < 10 && web.desiredCapacity === before; minute++) {
    const value = 1500 / web.inService.length;
    cloud.cloudwatch.putMetricData({ namespace: 'Shop', metricData: [{ metricName: 'Backlog', value }] });
    await cloud.run(60);
  }
  return { before, after: web.desiredCapacity };
} // prettier-ignore

/** What is desired of six instances before and after a change of a bound. */
async function bounded(changes: { minSize?: number; maxSize?: number }): Promise<Change> {
  const { web } = await start({ minSize: 2, maxSize: 10, desiredCapacity: 6 });
  const before = web.desiredCapacity;
  web.update(changes);
  return { before, after: web.desiredCapacity };
}

/** The instances of a group at its maximum, and the most of them while a new zone gets its share. */
async function levelled(): Promise<Change> {
  const { cloud, web } = await start({ minSize: 10, maxSize: 10, availabilityZones: ['us-east-1a'] });
  const count = () => web.instances.filter(({ state }) => state !== 'Terminating').length;
  const before = count();
  web.update({ availabilityZones: ['us-east-1a', 'us-east-1b'] });
  let after = 0;
  for (let i = 0; i < 90; i++) {
    await cloud.run(20);
    after = Math.max(after, count());
  }
  return { before, after };
}

/** A change in words, what AWS documents of it, and a run of it. */
const row = (label: string, documented: number, source: string, run: () => Promise<Change>) => ({
  label: `${label} (AWS: ${documented})`,
  source,
  cell: async (side: keyof Change) => (await run())[side],
});

const STEP = `${GUIDE}as-scaling-simple-step.html`;
const MIXED = `${GUIDE}mixed-instances-groups-set-up-overview.html`;

/** Ten changes whose outcome AWS's documentation gives in numbers, and runs of them. */
export const scalingScenarios: Comparison<keyof Change> = {
  caption: 'Ten changes of a group, with the number that AWS documents',
  rowsAre: 'Change',
  columns: [
    { name: 'Before', subject: 'before' },
    { name: 'After', subject: 'after' },
  ],
  rows: [
    row('Five more', 8, STEP, () => adjusted(3, 'ChangeInCapacity', 5)),
    row('Exactly five', 5, STEP, () => adjusted(3, 'ExactCapacity', 5)),
    row('10 % more', 11, STEP, () => adjusted(10, 'PercentChangeInCapacity', 10)),
    row('10 % more of a few', 4, STEP, () => adjusted(3, 'PercentChangeInCapacity', 10)),
    row('25 % more, two at least', 6, STEP, () => adjusted(4, 'PercentChangeInCapacity', 25, 2)),
    row('On-Demand of 20, then 40: 10, and half of the rest', 25, MIXED, onDemand),
    row('1,500 messages, 100 a worker', 15, `${GUIDE}as-using-sqs-queue.html`, backlog),
    row('A maximum of 4', 4, UPDATE, () => bounded({ maxSize: 4 })),
    row('A minimum of 8', 8, UPDATE, () => bounded({ minSize: 8 })),
    row('A second zone, at the maximum: most at once', 11, `${GUIDE}auto-scaling-benefits.html`, levelled),
  ],
}; // prettier-ignore
