import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Cloud, hours, minutes, NotModelled } from '../../index.ts';
import { planScaleDown, planScaleUp, type PlannedGroup } from './kubernetes/cluster-autoscaler.ts';
import { autoscale, NO_HISTORY, SCALE_DOWN_DEFAULT, SCALE_UP_DEFAULT, type AutoscalerSpec } from './kubernetes/horizontal-pod-autoscaler.ts'; // prettier-ignore
import { consolidate, planLaunches, type NodeType } from './kubernetes/karpenter.ts';
import { allocatableOf, fargateSize, maxPodsOf } from './kubernetes/node-size.ts';
import { requested, withPod, type PlannedNode, type PlannedPod } from './kubernetes/node.ts';
import { recommendReplicas, type PodMetric } from './kubernetes/recommendation.ts';
import { leastAllocatedScore, schedulePod } from './kubernetes/scheduler.ts';

const first = () => 0;
const pod = (name: string, cpu: number, memory = 100, more: Partial<PlannedPod> = {}): PlannedPod => ({
  name,
  requests: { cpu, memory },
  nodeSelector: {},
  tolerations: [],
  evictable: true,
  ...more,
});
const node = (name: string, pods: PlannedPod[] = [], more: Partial<PlannedNode> = {}): PlannedNode => ({
  name,
  allocatable: { cpu: 2000, memory: 4000 },
  maxPods: 110,
  labels: new Map(),
  taints: [],
  pods,
  ...more,
});
const placed = (one: PlannedPod, nodes: PlannedNode[], random = first) => {
  const found = schedulePod(one, nodes, random);
  return 'node' in found ? found.node.name : found.message;
};

describe('the scheduler', () => {
  test('filters, and takes the node with the most left', () => {
    const nodes = [node('a', [pod('x', 1000)]), node('b', [pod('y', 500)]), node('c', [pod('z', 1900)])];
    expect(placed(pod('p', 200), nodes)).toBe('b');
    expect(leastAllocatedScore(nodes[1]!, pod('p', 500, 900))).toBe(62);
    expect(placed(pod('p', 1800, 3950), nodes)).toBe('0/3 nodes are available: 3 Insufficient cpu, 3 Insufficient memory.'); // prettier-ignore
    expect(placed(pod('p', 1), [])).toBe('no nodes available to schedule pods');
    const gpu = node('g', [], { labels: new Map([['disk', 'ssd']]), taints: [{ key: 'gpu', effect: 'NO_SCHEDULE' }] }); // prettier-ignore
    const nodeSelector = { disk: 'ssd' };
    expect(placed(pod('p', 1, 1, { nodeSelector }), [gpu])).toContain('untolerated taint {gpu: }');
    expect(placed(pod('p', 1, 1, { nodeSelector, tolerations: ['gpu'] }), [gpu])).toBe('g');
    expect(placed(pod('p', 1), [node('full', [pod('x', 1)], { maxPods: 1 })])).toContain('Too many pods');
  });

  test('never takes more than there is, and levels equal pods on equal nodes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
        (count, draws) => {
          let nodes = Array.from({ length: count }, (_, i) => node(`n${i}`));
          for (let i = 0; i < 40; i++) {
            const one = pod(`p${i}`, 200);
            const name = placed(one, nodes, () => draws.next().value as number);
            nodes = nodes.map((other) => (other.name === name ? withPod(other, one) : other));
          }
          const counts = nodes.map(({ pods }) => pods.length);
          expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
          for (const { pods } of nodes) expect(requested(pods).cpu).toBeLessThanOrEqual(2000);
        },
      ),
      { numRuns: 30 },
    );
  });
});

const ready = (...values: (number | undefined)[]): PodMetric[] =>
  values.map((value) => ({ ready: true, ...(value !== undefined && { value }) }));

test.each<[pods: PodMetric[], target: number, replicas: number]>([
  [ready(...new Array<number>(50).fill(90)), 75, 60],
  [ready(200), 100, 2],
  [ready(50, 50), 100, 1],
  [ready(109, 110), 100, 2],
  [ready(111, 112), 100, 3],
  [ready(90, 91), 100, 2],
  [ready(), 100, 0],
  [ready(20, 20, undefined), 100, 2],
  [ready(200, undefined), 100, 2],
  [ready(300, 300, undefined), 100, 6],
  [[...ready(200), { ready: false, value: 300 }], 100, 2],
  [[...ready(50, 50), { ready: false, value: 300 }], 100, 1],
])('the formula of the autoscaler: %#', (pods, target, replicas) => {
  expect(recommendReplicas(pods.length, pods, target)).toBe(replicas);
});

const spec: AutoscalerSpec = { minReplicas: 1, maxReplicas: 100, scaleUp: SCALE_UP_DEFAULT, scaleDown: SCALE_DOWN_DEFAULT }; // prettier-ignore

/** Looks every 15 seconds at what is recommended. */
function replay(recommended: readonly number[], start: number): number[] {
  let replicas = start;
  let history = NO_HISTORY;
  return recommended.map((wanted, i) => {
    ({ replicas, history } = autoscale(spec, replicas, wanted, history, i * 15));
    return replicas;
  });
}

test('up by four or to the double in 15 seconds; down once five minutes agree', () => {
  expect(replay([50, 50, 50, 50, 50], 1)).toEqual([5, 10, 20, 40, 50]);
  expect(replay(new Array<number>(24).fill(2), 10)[0]).toBe(2);
  const peak = replay([10, ...new Array<number>(24).fill(2)], 10);
  expect(peak.findIndex((replicas) => replicas === 2)).toBe(20);
  expect(replay([500, 500], 60)).toEqual([100, 100]);
  expect(replay([0], 3)).toEqual([1]);
});

const group = (more: Partial<PlannedGroup> = {}): PlannedGroup => ({ name: 'g', minSize: 0, maxSize: 10, desiredSize: 2, template: node('t'), ...more }); // prettier-ignore

describe('the Cluster Autoscaler', () => {
  test('asks for nodes that hold what waits, and wastes the least', () => {
    const pending = [pod('a', 1500), pod('b', 1500), pod('c', 400)];
    expect(planScaleUp(pending, [group()])).toEqual({ group: 'g', desiredSize: 4, pods: ['a', 'b', 'c'] });
    expect(planScaleUp([pod('d', 3000)], [group()])).toBeUndefined();
    expect(planScaleUp(pending, [group({ desiredSize: 10 })])).toBeUndefined();
    const large = group({
      name: 'large',
      template: node('t', [], { allocatable: { cpu: 8000, memory: 16000 } }),
    });
    expect(planScaleUp([pod('a', 1500)], [large, group()])!.group).toBe('g');
  });

  test('removes a node after ten minutes unneeded, and ten after the last came', () => {
    const nodes = [
      node('a', [pod('x', 300)]),
      node('b', [pod('y', 1200)]),
      node('c', [pod('z', 300, 10, { evictable: false })]),
    ];
    const always = () => true;
    let unneeded: ReadonlyMap<string, number> = new Map();
    const removed: [number, readonly string[]][] = [];
    for (let now = 0; now <= 660; now += 30) {
      const look = planScaleDown(nodes, unneeded, now, -1e9, always);
      unneeded = look.unneeded;
      if (look.remove.length > 0) removed.push([now, look.remove]);
    }
    expect(removed[0]).toEqual([600, ['a']]);
    const since = new Map([['a', 0]]);
    expect(planScaleDown(nodes, since, 700, 500, always).remove).toEqual([]);
    expect(planScaleDown(nodes, since, 700, 0, () => false).remove).toEqual([]);
    expect(planScaleDown([node('a', [pod('x', 1500)]), node('b')], since, 700, 0, always).unneeded.has('a')).toBe(false); // prettier-ignore
    const two = [node('a', [pod('x', 900)]), node('b', [pod('y', 900)]), node('c', [pod('z', 1000)])];
    expect(planScaleDown(two, new Map([['a', 0], ['b', 0]]), 900, 0, always).remove).toEqual(['a']); // prettier-ignore
  });
});

const type = (name: string, pricePerHour: number, cpu: number, memory: number): NodeType => ({ type: name, pricePerHour, template: node(name, [], { allocatable: { cpu, memory } }) }); // prettier-ignore
const types = [
  type('large', 1, 2000, 8000),
  type('xlarge', 2, 4000, 16000),
  type('memory', 1.5, 2000, 16000),
];

describe('Karpenter', () => {
  test('launches the cheapest type that holds what waits', () => {
    expect(planLaunches([pod('a', 500)], types)).toEqual([{ type: 'large', pods: ['a'] }]);
    expect(planLaunches([pod('a', 500, 9000)], types)).toEqual([{ type: 'memory', pods: ['a'] }]);
    expect(planLaunches([pod('a', 1500), pod('b', 1500)], types)).toEqual([
      { type: 'xlarge', pods: ['a', 'b'] },
    ]);
    expect(planLaunches([pod('a', 5000), pod('b', 100)], types)).toEqual([{ type: 'large', pods: ['b'] }]);
    expect(planLaunches([pod('a', 1)], [])).toEqual([]);
  });

  test('deletes a node that is not needed, and replaces one by something cheaper', () => {
    const xlarge = (name: string, ...pods: PlannedPod[]) => ({
      ...types[1]!.template,
      name,
      pods,
      pricePerHour: 2,
    });
    expect(consolidate([xlarge('a', pod('x', 500)), xlarge('b', pod('y', 500))], types)).toEqual({
      node: 'a',
    });
    const full = [xlarge('a', pod('x', 1500)), xlarge('b', pod('y', 1500), pod('z', 1500))];
    expect(consolidate(full, types)).toEqual({ node: 'a', replacement: 'large' });
    expect(consolidate([xlarge('b', pod('y', 3500))], types)).toBeUndefined();
  });
});

test('what pods may request on an instance, and what Fargate gives them', () => {
  expect([maxPodsOf('m5.large'), maxPodsOf('t3.medium'), maxPodsOf('t3.large'), maxPodsOf('m5.xlarge')]).toEqual([29, 17, 35, 58]);
  expect(allocatableOf(2, 8192, 29)).toEqual({ cpu: 1930, memory: 7518 });
  // AWS's example: 1 vCPU and 8 GB become 2 vCPUs and 9 GB.
  expect(fargateSize({ cpu: 1000, memory: 8192 })).toEqual({ vcpu: 2, gib: 9 });
  expect(fargateSize({ cpu: 0, memory: 0 })).toEqual({ vcpu: 0.25, gib: 0.5 });
  expect(fargateSize({ cpu: 16_000, memory: 200_000 })).toBeUndefined();
}); // prettier-ignore

async function running(desiredSize: number, more: object = {}) {
  const cloud = new Cloud({ requestLatency: { mean: 0, sd: 0 } });
  cloud.ec2.model.sigma = 0;
  cloud.eks.model.clusterCreation = 60;
  const shop = cloud.eks.cluster('shop');
  await shop.until('ACTIVE');
  const workers = shop.nodeGroup('workers', { instanceTypes: ['m5.large'], scalingConfig: { minSize: 1, maxSize: 6, desiredSize }, ...more }); // prettier-ignore
  await cloud.run(minutes(5));
  return { cloud, shop, workers };
}

describe('a cluster', () => {
  test('has nodes in several zones, and spreads pods over them', async () => {
    const { cloud, shop } = await running(3);
    expect(new Set([...shop.nodes.values()].map(({ zone }) => zone)).size).toBe(3);
    const web = shop.deploy('web', { replicas: 6, cpu: 500 });
    await cloud.run(30);
    expect(web.ready.length).toBe(6);
    expect([...shop.nodes.values()].map(({ pods }) => pods.length)).toEqual([2, 2, 2]);
    expect(() => shop.apply()).toThrow(NotModelled);
  });

  test('replaces a node that is lost, and its pods', async () => {
    const { cloud, shop, workers } = await running(2);
    const web = shop.deploy('web', { replicas: 4, cpu: 400 });
    await cloud.run(30);
    const [lost] = shop.nodes.values();
    void cloud.ec2.instance(lost!.instanceId!).terminate();
    await cloud.run(20);
    expect([shop.nodes.size, web.ready.length]).toEqual([1, 4]);
    await cloud.run(minutes(5));
    expect(shop.nodes.size).toBe(2);
    expect(cloud.autoscaling.group(workers.autoScalingGroup).inService.length).toBe(2);
  });

  test('keeps its desired size under any load; with the Cluster Autoscaler it follows pods', async () => {
    const { cloud, shop } = await running(2);
    const web = shop.deploy('web', { replicas: 2, cpu: 500 });
    web.load(2000, { perVcpu: 100 });
    shop.autoscale(web, { maxReplicas: 15, targetCpu: 50 });
    await cloud.run(hours(1));
    expect([shop.nodes.size, web.replicas]).toEqual([2, 12]);
    expect(web.pending.length).toBe(6);
    expect(web.pending[0]!.message).toBe('0/2 nodes are available: 2 Insufficient cpu.');
    shop.clusterAutoscaler();
    await cloud.run(minutes(5));
    expect([shop.nodes.size, web.pending.length]).toEqual([5, 0]);
    expect(cloud.eks.describeNodegroup({ clusterName: 'shop', nodegroupName: 'workers' }).nodegroup!.scalingConfig!.desiredSize).toBe(5); // prettier-ignore
    web.load(10, { perVcpu: 100 });
    await cloud.run(minutes(30));
    expect([web.replicas, shop.nodes.size]).toEqual([1, 1]);
  });

  test('with Karpenter gets nodes of the type that fits, and loses them again', async () => {
    const { cloud, shop } = await running(1);
    shop.karpenter({ instanceTypes: ['m5.large', 'm5.xlarge', 'm5.2xlarge'] });
    const batch = shop.deploy('batch', { replicas: 4, cpu: 1500 });
    await cloud.run(minutes(3));
    expect(batch.ready.length).toBe(4);
    const own = () => [...shop.nodes.values()].filter(({ group }) => group === undefined);
    expect(own().map(({ instanceType }) => instanceType)).toEqual(['m5.2xlarge']);
    batch.scale(2);
    await cloud.run(minutes(5));
    expect(own().map(({ instanceType }) => instanceType)).toEqual(['m5.large']);
    batch.scale(0);
    await cloud.run(minutes(5));
    expect(own()).toEqual([]);
  });

  test('sends pods of a profile’s namespace to Fargate, each to a node of its own', async () => {
    const { cloud, shop } = await running(1);
    shop.fargateProfile('batch', 'batch');
    await cloud.run(60);
    const job = shop.deploy('job', { replicas: 2, namespace: 'batch', cpu: 1000, memory: 8192 });
    await cloud.run(hours(1) + 60);
    expect(job.ready.map(({ node }) => node!.instanceType)).toEqual(['fargate', 'fargate']);
    expect(job.ready[0]!.node).not.toBe(job.ready[1]!.node);
    const used = cloud.meter.bill().find(({ item }) => item === 'vCPUs of pods')!;
    expect(used.quantity).toBeCloseTo(4, 6);
    job.scale(0);
    await cloud.run(60);
    expect(shop.nodes.size).toBe(1);
  });

  test('takes self-managed nodes, which ListNodegroups does not list', async () => {
    const { cloud, shop } = await running(1);
    cloud.autoscaling.createGroup('own', { minSize: 2, maxSize: 2, instanceType: 'm5.large' });
    await cloud.run(minutes(2));
    shop.join('own', { team: 'search' });
    const index = shop.deploy('index', { nodeSelector: { team: 'search' } });
    await cloud.run(minutes(2));
    expect(shop.nodes.size).toBe(3);
    expect(index.ready[0]!.node!.group).toBe('own');
    expect(cloud.eks.listNodegroups({ clusterName: 'shop' })).toEqual({ nodegroups: ['workers'] });
    expect(() => shop.join('none')).toThrow(RangeError);
  });

  test('has Spot nodes, all or none of a group', async () => {
    const { cloud, shop } = await running(1);
    const cheap = shop.nodeGroup('cheap', { capacityType: 'SPOT', instanceTypes: ['m5.large', 'm5.xlarge'], scalingConfig: { desiredSize: 2 } }); // prettier-ignore
    await cloud.run(minutes(5));
    const lifecycles = cloud.autoscaling.group(cheap.autoScalingGroup).instances.map(({ id }) => cloud.ec2.describeInstances({ instanceIds: [id] }).reservations![0]!.instances![0]!.instanceLifecycle); // prettier-ignore
    expect(lifecycles).toEqual(['spot', 'spot']);
    const spot = [...shop.nodes.values()].filter(
      ({ labels }) => labels.get('eks.amazonaws.com/capacityType') === 'SPOT',
    );
    expect(spot.length).toBe(2);
  });

  test('costs by the hour, whether or not something runs in it', async () => {
    const { cloud } = await running(1);
    const before = cloud.meter.bill().find(({ service }) => service === 'Amazon EKS')!.usd;
    await cloud.run(hours(10));
    expect(cloud.meter.bill().find(({ service }) => service === 'Amazon EKS')!.usd - before).toBeCloseTo(
      1,
      9,
    );
  });

  test('costs nothing more once it is deleted', async () => {
    const { cloud } = await running(1);
    cloud.eks.deleteNodegroup({ clusterName: 'shop', nodegroupName: 'workers' });
    await cloud.run(minutes(5));
    cloud.eks.deleteCluster({ name: 'shop' });
    const paid = () => cloud.meter.bill().find(({ service }) => service === 'Amazon EKS')!.usd;
    const before = paid();
    await cloud.run(hours(10));
    expect([paid(), cloud.eks.listClusters().clusters]).toEqual([before, []]);
  });

  test('counts a pod as ready once it has started up', async () => {
    const { cloud, shop } = await running(1);
    const slow = shop.deploy('slow', { startup: 60 });
    await cloud.run(30);
    expect([slow.pods[0]!.phase, slow.ready.length]).toEqual(['Running', 0]);
    await cloud.run(40);
    expect(slow.ready.length).toBe(1);
  });
});
