import assert from 'node:assert/strict';
import { test } from 'vitest';
import { aTask, anInstance, pick, placeTasks, seeded, whole } from '../testing.ts';
import { readConstraints, type PlacementConstraint } from './constraint.ts';
import type { ContainerInstance, PlacedTask, TaskNeed } from './container-instance.ts';
import { placeOnFargate } from './place.ts';
import { Room } from './room.ts';
import { chooseTasksToStop } from './scale-in.ts';
import { runTaskReason, unableToPlace } from './shortage.ts';
import { readStrategies, SERVICE_DEFAULT, type PlacementStrategy } from './strategy.ts';

const need: TaskNeed = { cpu: 256, memory: 512 };
const first = () => 0;
const group = 'service:web';
const placed = (
  count: number,
  instances: readonly ContainerInstance[],
  more: { strategies?: PlacementStrategy[]; constraints?: PlacementConstraint[]; need?: TaskNeed } = {},
) => placeTasks(count, { group, need, ...more }, instances, first).placements.join(' ');

test('a service without strategies: over the zones, there over the instances', () => {
  const instances = [anInstance('a1'), anInstance('a2'), anInstance('b1', 'b')];
  assert.equal(placed(6, instances), 'a1 b1 a2 b1 a1 b1');
});

test('binpack leaves the least; a smaller instance that is full is passed over', () => {
  const instances = [
    anInstance('large'),
    anInstance('small', 'a', { registered: { cpu: 512, memory: 1100 } }),
  ];
  const strategies = readStrategies([{ type: 'binpack', field: 'MEMORY' }]);
  assert.equal(placed(4, instances, { strategies }), 'small small large large');
});

test('zones first, then binpack within each', () => {
  const instances = [
    anInstance('a1'),
    anInstance('a2', 'a', { tasks: [aTask({ group: 'other' })] }),
    anInstance('b1', 'b'),
  ];
  const strategies = readStrategies([
    { type: 'spread', field: 'attribute:ecs.availability-zone' },
    { type: 'binpack', field: 'cpu' },
  ]);
  assert.equal(placed(4, instances, { strategies }), 'a2 b1 a2 b1');
});

test('strategies are a best effort, constraints bind', () => {
  const full = anInstance('b1', 'b', { registered: { cpu: 128, memory: 128 } });
  assert.equal(placed(2, [anInstance('a1'), full]), 'a1 a1');
  const constraints = readConstraints([{ type: 'distinctInstance' }]);
  assert.equal(placed(2, [anInstance('a1'), full], { constraints }), 'a1');
  const member = readConstraints([{ type: 'memberOf', expression: 'attribute:ecs.availability-zone == b' }]);
  assert.equal(placed(1, [anInstance('a1'), anInstance('b2', 'b')], { constraints: member }), 'b2');
});

test('a fixed port has room once an instance, interfaces as many as there are', () => {
  const two = [anInstance('a1'), anInstance('a2')];
  assert.equal(placed(3, two, { need: { ...need, ports: [80] } }), 'a1 a2');
  assert.equal(placed(1, two, { need: { ...need, ports: [22] } }), '');
  assert.equal(placed(1, two, { need: { ...need, udpPorts: [22] } }), 'a1');
  assert.equal(placed(9, [anInstance('a1')], { need: { cpu: 1, memory: 1, enis: 1 } }), 'a1 a1 a1');
});

test('a draining instance takes none, but what it holds counts', () => {
  const draining = anInstance('b1', 'b', { status: 'DRAINING', tasks: [aTask(), aTask()] });
  assert.equal(placed(2, [anInstance('a1'), draining, anInstance('b2', 'b')]), 'a1 a1');
});

test('why a task found no place', () => {
  const busy = anInstance('i1', 'a', { registered: { cpu: 100, memory: 9000 } });
  const smaller = anInstance('i2', 'a', { registered: { cpu: 100, memory: 100 } });
  const rows: [ContainerInstance[], TaskNeed, string][] = [
    [
      [smaller, busy],
      need,
      'The closest matching container-instance i1 has insufficient CPU units available.',
    ],
    [
      [anInstance('i3')],
      { cpu: 1, memory: 4001 },
      'container-instance i3 has insufficient memory available.',
    ],
    [[anInstance('i5')], { ...need, ports: [22] }, 'i5 is already using a port required by your task.'],
    [[], need, 'Reason: No Container Instances were found in your cluster.'],
  ];
  for (const [instances, need, end] of rows) {
    const plan = placeTasks(1, { group, need }, instances, first);
    assert.equal(plan.unplaced, 1);
    const event = unableToPlace('web', plan.closest);
    assert.ok(event.endsWith(end), event);
    assert.ok(event.startsWith('(service web) was unable to place a task because no container instance met'));
  }
});

test('random draws among all that fit', () => {
  const instances = [anInstance('a'), anInstance('b'), anInstance('c', 'a', { status: 'DRAINING' })];
  const random = seeded(5);
  const plan = placeTasks(
    400,
    { group, need: { cpu: 1, memory: 1 }, strategies: [{ type: 'random' }] },
    instances,
    random,
  );
  const onA = plan.placements.filter((instance) => instance === 'a').length;
  assert.ok(onA > 160 && onA < 240, String(onA));
});

test('strategies that are none are refused', () => {
  for (const given of [
    [{ type: 'binpack', field: 'disk' }],
    [{ type: 'random', field: 'cpu' }],
    [{ type: 'constructor' }],
    [{ type: 'spread' }],
    Array.from({ length: 6 }, () => ({ type: 'random' })),
  ]) {
    assert.throws(() => readStrategies(given), { name: 'InvalidParameterException' });
  }
  assert.throws(() => readConstraints([{ type: 'distinctInstance', expression: 'a' }]));
  assert.throws(() => readConstraints([{ type: '__proto__' }]));
});

test('scale-in: zones stay level, protected tasks stay, binpack empties the emptiest', () => {
  const tasks = (count: number, prefix: string, more: Partial<PlacedTask> = {}) =>
    Array.from({ length: count }, (_, i) => aTask({ id: `${prefix}${i}`, ...more }));
  const instances = [
    anInstance('a1', 'a', { tasks: tasks(3, 'a') }),
    anInstance('b1', 'b', { tasks: tasks(1, 'b') }),
  ];
  const stopped = chooseTasksToStop(3, group, instances, first);
  assert.deepEqual(stopped.stop.map(({ task }) => task[0]).join(''), 'aaa'.slice(0, 2) + 'a');
  const shielded = [
    anInstance('a1', 'a', { tasks: tasks(2, 'p', { protected: true }) }),
    ...instances.slice(1),
  ];
  const plan = chooseTasksToStop(2, group, shielded, first);
  assert.deepEqual([plan.stop.map(({ task }) => task), plan.held], [['b0'], 1]);
  const packed = [
    anInstance('x', 'a', { tasks: tasks(5, 'x') }),
    anInstance('y', 'a', { tasks: tasks(2, 'y') }),
  ];
  const order = chooseTasksToStop(3, group, packed, first, [{ type: 'binpack', field: 'memory' }]);
  assert.equal(order.stop.map(({ instance }) => instance).join(' '), 'y y x');
});

test('on Fargate the zones get even shares', () => {
  assert.equal(placeOnFargate(4, ['a', 'b', 'c'], new Map([['a', 1]])).join(''), 'bcab');
  assert.deepEqual(placeOnFargate(2, [], new Map()), []);
});

test('whatever is placed: resources hold, ports differ, constraints hold, zones stay level', () => {
  const random = seeded(11);
  for (let run = 0; run < 200; run++) {
    const instances = Array.from({ length: whole(random, 1, 8) }, (_, i) =>
      anInstance(`i${i}`, pick(random, ['a', 'b', 'c']), {
        registered: {
          cpu: whole(random, 0, 4096),
          memory: whole(random, 0, 8000),
          enis: whole(random, 0, 4),
        },
      }),
    );
    const request = {
      group,
      need: {
        cpu: whole(random, 0, 1024),
        memory: whole(random, 1, 2000),
        enis: whole(random, 0, 1),
        ports: random() < 0.3 ? [8080] : [],
      },
      constraints: random() < 0.3 ? readConstraints([{ type: 'distinctInstance' }]) : [],
      strategies: pick<readonly PlacementStrategy[]>(random, [
        SERVICE_DEFAULT,
        [{ type: 'binpack', field: 'memory' }],
        [{ type: 'random' }],
      ]),
    };
    const plan = placeTasks(whole(random, 1, 20), request, instances, random);
    const rooms = new Map(instances.map((instance) => [instance.id, new Room(instance)]));
    for (const instance of plan.placements) {
      const room = rooms.get(instance)!;
      assert.ok(room.hasPorts(request.need));
      room.take(request);
    }
    for (const room of rooms.values()) {
      assert.ok(room.cpu >= 0 && room.memory >= 0 && room.enis >= 0);
      if (request.constraints.length > 0) assert.ok(room.count(group) <= 1);
    }
    // No instance could take what is said to have no place.
    const again = placeTasks(
      plan.unplaced,
      request,
      instances.map((instance) => ({
        ...instance,
        tasks: plan.placements
          .filter((placement) => placement === instance.id)
          .map((_, i) => aTask({ id: `p${i}`, need: request.need })),
      })),
      random,
    );
    assert.equal(again.placements.length, 0);
  }
});

test('with room everywhere the zones never differ by more than one, growing or shrinking', () => {
  const random = seeded(3);
  for (let run = 0; run < 100; run++) {
    let instances = ['a', 'b', 'c'].map((zone) =>
      anInstance(zone, zone, { registered: { cpu: 1e6, memory: 1e6 } }),
    );
    for (let step = 0; step < 6; step++) {
      const total = instances.reduce((sum, { tasks }) => sum + tasks.length, 0);
      if (random() < 0.5) {
        const { placements } = placeTasks(whole(random, 0, 7), { group, need }, instances, random);
        instances = instances.map((instance) => {
          const added = placements.filter((placement) => placement === instance.id);
          return { ...instance, tasks: [...instance.tasks, ...added.map(() => aTask())] };
        });
      } else {
        const { stop } = chooseTasksToStop(whole(random, 0, total), group, instances, random);
        const gone = new Set(stop.map(({ task }) => task));
        instances = instances.map((instance) => {
          return { ...instance, tasks: instance.tasks.filter(({ id }) => !gone.has(id)) };
        });
      }
      const counts = instances.map(({ tasks }) => tasks.length);
      assert.ok(Math.max(...counts) - Math.min(...counts) <= 1, counts.join());
    }
  }
});

test('RunTask’s reasons', () => {
  assert.equal(runTaskReason('RESOURCE:CPU'), 'RESOURCE:CPU');
  assert.equal(runTaskReason('MEMBER_OF'), 'MemberOf placement constraint unsatisfied.');
  assert.equal(runTaskReason(undefined), 'No Container Instances were found in your cluster.');
});

test('random alone does not rank by what stands behind it', () => {
  const instances = [anInstance('a'), anInstance('b', 'a', { tasks: [aTask({ group: 'other' })] })];
  const strategies = readStrategies([{ type: 'random' }, { type: 'binpack', field: 'cpu' }]);
  assert.equal(placed(1, instances, { strategies }), 'a');
});
