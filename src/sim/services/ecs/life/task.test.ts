import assert from 'node:assert/strict';
import { test } from 'vitest';
import { checkContainers, startOrder, type ContainerDefinition } from './container-definition.ts';
import { runContainers, stopContainers, type ContainerBehaviour } from './container-run.ts';
import { checkFargateSize, FARGATE_SIZES, readTaskSize } from './fargate-sizes.ts';
import { mayBecome } from './lifecycle.ts';

const behaviours = (given: Record<string, ContainerBehaviour>) => {
  const map = new Map(Object.entries(given));
  return (name: string) => map.get(name) ?? {};
};

test('Fargate’s sizes: AWS’s table', () => {
  const counts = FARGATE_SIZES.map(({ cpu, memory }) => [
    cpu / 1024,
    memory[0]! / 1024,
    memory.at(-1)! / 1024,
    memory.length,
  ]);
  assert.deepEqual(counts, [
    [0.25, 0.5, 2, 3],
    [0.5, 1, 4, 4],
    [1, 2, 8, 7],
    [2, 4, 16, 13],
    [4, 8, 30, 23],
    [8, 16, 60, 12],
    [16, 32, 120, 12],
    [32, 60, 244, 3],
  ]);
  checkFargateSize(256, 512);
  checkFargateSize(8192, 20 * 1024);
  const refused = { name: 'ClientException', message: 'No Fargate configuration exists for given values.' };
  assert.throws(() => checkFargateSize(256, 3072), refused);
  assert.throws(() => checkFargateSize(8192, 17 * 1024), refused);
  assert.throws(() => checkFargateSize(256, 512, 'WINDOWS'), refused);
  assert.throws(() => checkFargateSize(300, 512), /Invalid 'cpu' setting for task/);
});

test('sizes in units or in words', () => {
  const rows: ['cpu' | 'memory', string, number][] = [
    ['cpu', '256', 256],
    ['cpu', '.25 vCPU', 256],
    ['cpu', '1vcpu', 1024],
    ['memory', '0.5 GB', 512],
    ['memory', '2GB', 2048],
  ];
  for (const [name, text, value] of rows) assert.equal(readTaskSize(name, text), value);
  for (const text of ['', '1 GB', 'one', '0.3333 vCPU', `${' '.repeat(1e5)}1`]) {
    assert.throws(() => readTaskSize('cpu', text), { name: 'ClientException' });
  }
});

test('a task goes forward only', () => {
  assert.ok(mayBecome('PENDING', 'STOPPED') && !mayBecome('STOPPED', 'RUNNING'));
});

test('dependencies: each condition', () => {
  const app = (
    condition: 'START' | 'COMPLETE' | 'SUCCESS' | 'HEALTHY',
    more: Partial<ContainerDefinition> = {},
  ) => [
    { name: 'app', dependsOn: [{ containerName: 'init', condition }] },
    { name: 'init', essential: false, hasHealthCheck: true, ...more },
  ];
  const rows: [Parameters<typeof app>[0], ContainerBehaviour, number | undefined, number?][] = [
    ['START', {}, 0],
    ['COMPLETE', { exitsAfter: 4, exitCode: 1 }, 4],
    ['COMPLETE', {}, undefined],
    ['SUCCESS', { exitsAfter: 4 }, 4],
    ['SUCCESS', { exitsAfter: 4, exitCode: 1 }, undefined],
    ['HEALTHY', { healthyAfter: 9 }, 9],
    ['HEALTHY', { healthyAfter: 9, exitsAfter: 5 }, undefined],
    ['HEALTHY', { healthyAfter: 9 }, undefined, 8],
  ];
  for (const [condition, init, runningAt, startTimeout] of rows) {
    const containers = app(condition, startTimeout === undefined ? {} : { startTimeout });
    checkContainers(containers);
    assert.equal(runContainers(containers, behaviours({ init })).runningAt, runningAt, condition);
  }
});

test('the end of an essential container ends the task, that of another does not', () => {
  const containers = [{ name: 'web' }, { name: 'log', essential: false }];
  const run = runContainers(
    containers,
    behaviours({ web: { exitsAfter: 9, exitCode: 1 }, log: { exitsAfter: 2 } }),
  );
  assert.deepEqual(run.stops, { at: 9, container: 'web', exitCode: 1 });
  assert.equal(runContainers(containers, behaviours({ log: { exitsAfter: 2 } })).stops, undefined);
});

test('stopping goes backwards, and who does not listen is killed', () => {
  const containers: ContainerDefinition[] = [
    { name: 'proxy', stopTimeout: 10 },
    { name: 'app', dependsOn: [{ containerName: 'proxy', condition: 'START' }] },
  ];
  const stops = stopContainers(containers, behaviours({ proxy: { stopsIn: 11 }, app: { stopsIn: 4 } }));
  assert.deepEqual(stops, [
    { name: 'app', signalledAt: 0, stoppedAt: 4, exitCode: 0 },
    { name: 'proxy', signalledAt: 4, stoppedAt: 14, exitCode: 137 },
  ]);
  assert.equal(stopContainers([{ name: 'deaf' }], behaviours({}))[0]?.stoppedAt, 30);
});

test('definitions that can’t be', () => {
  const depends = (containerName: string, condition: 'COMPLETE' | 'HEALTHY' | 'START') => [
    { containerName, condition },
  ];
  for (const containers of [
    [],
    [{ name: 'a', essential: false }],
    [{ name: 'a' }, { name: 'a' }],
    [{ name: 'a', dependsOn: depends('constructor', 'START') }],
    [{ name: 'a', dependsOn: depends('a', 'START') }],
    [{ name: 'a', dependsOn: depends('b', 'COMPLETE') }, { name: 'b' }],
    [{ name: 'a', dependsOn: depends('b', 'HEALTHY') }, { name: 'b' }],
  ]) {
    assert.throws(() => checkContainers(containers), { name: 'ClientException' });
  }
  assert.throws(() => checkContainers([{ name: 'a', stopTimeout: 121 }], true));
  assert.equal(startOrder([{ name: 'a' }]).length, 1);
});
