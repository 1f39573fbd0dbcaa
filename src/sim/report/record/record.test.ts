import { afterEach, describe, expect, test } from 'vitest';
import {
  Cloud,
  days,
  HttpClient,
  arrivals,
  minutes,
  playback,
  recordFleet,
  recordThings,
  recordTier,
  setSink,
  toText,
  type Entry,
  type PlaybackEntry,
} from '../../index.ts';

afterEach(() => setSink(undefined));

/** The entry that something shows. */
function shown(show: () => void): PlaybackEntry {
  const entries: Entry[] = [];
  setSink((entry) => entries.push(entry));
  show();
  return entries[0] as PlaybackEntry;
}

const namesOf = ({ states, things }: ReturnType<ReturnType<typeof recordThings>['scene']>) =>
  things.map((thing) => thing.states.map(([at, state]) => [at, states[state]?.name ?? 'gone']));

describe('a recording of things', () => {
  test('keeps states where they change, and the mean of the loads in each sample', async () => {
    const cloud = new Cloud();
    const things = recordThings(
      cloud,
      () => [
        { id: 'a', place: 'here', state: cloud.now < 20 ? 'young' : 'old', load: cloud.now },
        ...(cloud.now >= 10 && cloud.now < 30 ? [{ id: 'b', state: 'guest' }] : []),
      ],
      { every: 10, look: 5, states: { young: 'comes' } },
    );
    await cloud.run(40);
    const scene = things.scene();
    expect(namesOf(scene)).toEqual([
      [[0, 'young'], [20, 'old']],
      [[10, 'guest'], [30, 'gone']],
    ]); // prettier-ignore
    expect(scene.states.map(({ look }) => look)).toEqual(['comes', 'serves', 'serves']);
    // Looks at 0, 5 and 10; at 15 and 20; and so on.
    expect(scene.things[0]!.load).toEqual({ from: 0, values: [5, 18, 28, 38] });
    expect(scene.things.map(({ place }) => place)).toEqual(['here', '']);
  });

  test('refuses to look all the time, or more rarely than it samples', () => {
    const cloud = new Cloud();
    expect(() => recordThings(cloud, () => [], { every: 0 })).toThrow(RangeError);
    expect(() => recordThings(cloud, () => [], { every: 5, look: 6 })).toThrow(RangeError);
  });

  test('changes nothing in the run', async () => {
    const run = async (record: boolean) => {
      const cloud = new Cloud();
      const web = cloud.autoscaling.createGroup('web', { minSize: 2, maxSize: 9 });
      web.trackCpu(50);
      web.load((t) => (t < 600 ? 80 : 400), { capacity: 100 });
      if (record) recordFleet(cloud, web, { look: 1 });
      await cloud.run(minutes(40));
      return web.activities;
    };
    expect(await run(true)).toEqual(await run(false));
  });
});

test('a recording of a group has its instances, its bounds and its alarms', async () => {
  const cloud = new Cloud();
  const web = cloud.autoscaling.createGroup('web', { minSize: 2, maxSize: 9, defaultInstanceWarmup: 120 });
  web.trackCpu(50);
  web.load((t) => (t < 600 ? 80 : 400), { capacity: 100 });
  const fleet = recordFleet(cloud, web);
  await cloud.run(minutes(30));
  const scene = fleet.scene();
  expect(scene.things.length).toBe(web.instances.length);
  expect(namesOf(scene)[0]!.map(([, name]) => name)).toEqual([
    'Pending',
    'InService, warming up',
    'InService',
  ]);
  expect(Object.fromEntries(scene.lines.map(({ name, steps }) => [name, steps.at(-1)![1]]))).toEqual({
    minimum: 2,
    desired: web.desiredCapacity,
    maximum: 9,
  });
  expect(scene.lamps.find(({ name }) => name === 'AlarmHigh')!.steps.map(([, on]) => on)).toContain(1);
  const first = scene.things[0]!.load;
  expect(first.values.slice(10 - first.from, 30).every((load) => load === 40)).toBe(true);
});

test('what hangs is ill in the picture, though the group does not know', async () => {
  const cloud = new Cloud();
  cloud.ec2.application({ port: 80, serviceTime: 0.05 });
  const web = cloud.autoscaling.createGroup('web', { minSize: 1, maxSize: 1 });
  const fleet = recordFleet(cloud, web);
  await cloud.run(minutes(5));
  cloud.ec2.instance(web.inService[0]!.id).host!.hang();
  await cloud.run(minutes(1));
  const { states } = fleet.scene();
  expect(states.at(-1)).toEqual({ name: 'InService, hung', look: 'ill' });
  expect(web.instances[0]!.health).toBe('Healthy');
});

test('a day of twenty instances is at most 100 KB', async () => {
  const cloud = new Cloud();
  const web = cloud.autoscaling.createGroup('web', { minSize: 2, maxSize: 20, defaultInstanceWarmup: 180 });
  web.trackCpu(50);
  web.load((t) => 100 + 900 * Math.abs(1 - Math.abs(1 - (2 * t) / days(1))), { capacity: 100 });
  const fleet = recordFleet(cloud, web, { every: 300 });
  await cloud.run(days(1));
  const scene = fleet.scene();
  expect(Math.max(...scene.lines[1]!.steps.map(([, desired]) => desired))).toBe(20);
  expect(JSON.stringify(scene).length).toBeLessThan(100_000);
});

describe('a recording of a load balancer', () => {
  async function tier(rate: number) {
    const cloud = new Cloud();
    const targets = cloud.ec2.launch({ count: 3, application: { concurrency: 1000, demand: () => 0.001 } });
    const web = cloud.elasticloadbalancingv2.balancer('web', { targets });
    await web.until('healthy');
    const film = recordTier(cloud, web);
    const client = new HttpClient(cloud, { maxPerHost: 1000 });
    arrivals(cloud, { rate, lasting: 60 }, () => client.request({ host: web.dnsName, path: '/' }));
    await cloud.run(70);
    return { scene: film.scene(), client };
  }

  test('counts every request, and knows who got it', async () => {
    const { scene, client } = await tier(5);
    const { ended, each, at, thing, node, nodes } = scene.requests!;
    expect(ended.reduce((sum, [all]) => sum + all, 0)).toBe(client.outcomes.calls);
    expect(each).toBe(1);
    expect(at.length).toBe(client.outcomes.calls);
    expect(new Set(thing)).toEqual(new Set([0, 1, 2]));
    expect(node.every((one) => nodes[one] !== undefined)).toBe(true);
  });

  test('lets every second one go where they are many, and goes on counting all', async () => {
    const { scene, client } = await tier(100);
    const { ended, each, at } = scene.requests!;
    expect(ended.reduce((sum, [all]) => sum + all, 0)).toBe(client.outcomes.calls);
    expect(each).toBeGreaterThan(1);
    expect(at.length).toBeLessThanOrEqual(600);
    expect(Math.abs(at.length * each - client.outcomes.calls)).toBeLessThan(each * 2);
  });
});

describe('playback', () => {
  const film = (steps: [number, number][]) => ({
    scene: () => ({
      kind: 'fleet' as const,
      name: '',
      start: 0,
      end: 100,
      every: 10,
      load: { name: 'CPU', unit: '%', full: 100 },
      states: [
        { name: 'Pending', look: 'comes' as const },
        { name: 'InService', look: 'serves' as const },
      ],
      things: [{ name: '1', id: 'i-1', place: 'a', states: steps, load: { from: 0, values: [] } }],
      lines: [],
      lamps: [],
    }),
  });
  const scenes = film([[20, 0], [60, 1], [90, -1]]); // prettier-ignore

  test('shows the instant at which most is going on, unless told', () => {
    expect(shown(() => playback({ title: 't', description: 'd', scenes })).at).toBe(40);
    expect(shown(() => playback({ title: 't', description: 'd', scenes, at: 7 })).at).toBe(7);
    const calm = film([[0, 1]]);
    expect(shown(() => playback({ title: 't', description: 'd', scenes: calm })).at).toBe(50);
  });

  test('is a table of phases in a terminal', () => {
    const entry = shown(() => playback({ title: 't', description: 'd', scenes }));
    expect(toText(entry)).toEqual(['▷ t', '  1 in a  20 s Pending, 60 s InService, 90 s gone']);
  });

  test('refuses to play nothing', () => {
    expect(() => playback({ title: 't', description: 'd', scenes: [] })).toThrow(TypeError);
  });
});

test('a run that is struck is the same run up to then', async () => {
  const run = async (strike: boolean) => {
    const cloud = new Cloud();
    const web = cloud.autoscaling.createGroup('web', { minSize: 4, maxSize: 4 });
    const fleet = recordFleet(cloud, web);
    await cloud.run(600);
    if (strike) cloud.ec2.terminateInstances({ instanceIds: [web.inService[0]!.id] });
    await cloud.run(600);
    return fleet.scene();
  };
  const [without, withIt] = [await run(false), await run(true)];
  const until = ({ things }: typeof without) =>
    things.filter(({ states }) => states[0]![0] <= 600).map(({ id, states }) => [id, states.filter(([at]) => at <= 600)]); // prettier-ignore
  expect(until(withIt)).toEqual(until(without));
  expect(withIt).not.toEqual(without);
});
