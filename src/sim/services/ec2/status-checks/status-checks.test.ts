import assert from 'node:assert/strict';
import { test } from 'vitest';
import { RandomStream, Simulation } from '../../../kernel/index.ts';
import {
  AutomaticRecovery,
  type Check,
  type Fault,
  FAULTS,
  type Mechanism,
  obstacles,
  type Recoverable,
  type RecoveryOptions,
  remedied,
  type Remedy,
  StatusChecks,
} from './index.ts';

test('which check sees which fault', async () => {
  const cases: [fault: Fault, failed: Check[]][] = [
    ['host-power', ['system', 'instance']],
    ['host-network', ['system', 'instance']],
    ['memory-exhausted', ['instance']],
    ['rebooting', ['instance']],
    ['volume-unreachable', ['attached-ebs']],
    ['application-hung', []],
  ];
  for (const [fault, failed] of cases) {
    const simulation = new Simulation();
    const checks = new StatusChecks(simulation);
    checks.start();
    checks.faults.add(fault);
    await simulation.run(120);
    const all: Check[] = ['system', 'instance', 'attached-ebs'];
    assert.deepEqual(
      all.filter((check) => checks.of(check) === 'failed'),
      failed,
      fault,
    );
    assert.equal(checks.status(), failed.length > 0 ? 'impaired' : 'ok');
    assert.equal(checks.of('application'), undefined);
  }
});

test('each minute anew', async () => {
  const simulation = new Simulation();
  const checks = new StatusChecks(simulation);
  const seen: string[] = [];
  checks.onResults = ({
    StatusCheckFailed,
    StatusCheckFailed_System,
    StatusCheckFailed_Instance,
    StatusCheckFailed_AttachedEBS,
  }) =>
    seen.push(
      `${simulation.now}: ${StatusCheckFailed} ${StatusCheckFailed_System}${StatusCheckFailed_Instance}${StatusCheckFailed_AttachedEBS}`,
    );
  assert.equal(checks.status(), 'not-applicable');
  checks.start();
  assert.equal(checks.status(), 'initializing');
  simulation.schedule(150, () => checks.faults.add('host-hardware'));
  simulation.schedule(250, () => {
    assert.equal(checks.impairedSince('system'), 180);
    checks.faults.delete('host-hardware');
  });
  simulation.schedule(350, () => checks.stop());
  await simulation.run(1000);
  assert.deepEqual(seen, ['120: 0 000', '180: 1 110', '240: 1 110', '300: 0 000']);
  assert.equal(checks.status(), 'not-applicable');
});

test('an application check waits for two in a row', async () => {
  const simulation = new Simulation();
  const checks = new StatusChecks(simulation, { application: {} });
  const seen: string[] = [];
  checks.onResults = () => seen.push(checks.of('application')!);
  checks.start();
  const hung = (at: number, is: boolean) =>
    simulation.schedule(at, () =>
      is ? checks.faults.add('application-hung') : checks.faults.delete('application-hung'),
    );
  hung(200, true);
  hung(270, false);
  hung(330, true);
  hung(470, false);
  await simulation.run(600);
  // Minutes 120, 180 good; 240 bad; 300 good; 360, 420 bad; 480, 540 good.
  assert.deepEqual(seen, [
    'initializing',
    'passed',
    'passed',
    'passed',
    'passed',
    'failed',
    'failed',
    'passed',
    'passed',
  ]);
  assert.equal(checks.status(['application']), 'ok');
});

test('what helps against what', () => {
  const cases: [remedy: Remedy, left: Fault[]][] = [
    ['reboot', ['host-power', 'network-configuration', 'volume-unreachable']],
    ['new-host', ['network-configuration']],
    ['owner', ['host-power']],
    ['aws', ['network-configuration', 'memory-exhausted', 'application-hung']],
  ];
  const faults: Fault[] = [
    'host-power',
    'network-configuration',
    'memory-exhausted',
    'volume-unreachable',
    'application-hung',
  ];
  for (const [remedy, left] of cases) assert.deepEqual(remedied(faults, remedy), left, remedy);
  for (const { fails } of Object.values(FAULTS))
    assert.ok(!fails.includes('system') || fails.includes('instance'));
});

test('who is not recovered', () => {
  const cases: [instance: Partial<Recoverable>, mechanism: Mechanism, found: string[]][] = [
    [{}, 'simplified', []],
    [{ tenancy: 'host' }, 'cloudwatch-action', ['tenancy']],
    [{ metal: true, instanceStore: true }, 'simplified', ['metal', 'instanceStore']],
    [{ metal: true, instanceStore: true }, 'cloudwatch-action', []],
    [{ inAutoScalingGroup: true }, 'simplified', ['inAutoScalingGroup']],
    [
      { elasticFabricAdapter: true, underMaintenance: true },
      'simplified',
      ['elasticFabricAdapter', 'underMaintenance'],
    ],
  ];
  for (const [instance, mechanism, found] of cases)
    assert.deepEqual(obstacles({ tenancy: 'default', ...instance }, mechanism), found);
});

async function recover(fault: Fault, options: RecoveryOptions) {
  const simulation = new Simulation();
  const checks = new StatusChecks(simulation, { initial: 60 });
  const events: string[] = [];
  const recovery = new AutomaticRecovery(simulation, checks, {
    ...options,
    onEvent: (name) => events.push(`${simulation.now} ${name}`),
    onRecovery: () => events.push(`${simulation.now} moved`),
  });
  checks.onResults = () => recovery.look();
  checks.start();
  simulation.schedule(70, () => checks.faults.add(fault));
  await simulation.run(3600);
  return { events, status: checks.status() };
}

test('a host that fails is left', async () => {
  const moved = await recover('host-hardware', {});
  // Seen at 120, patient until 240, there at 420.
  assert.deepEqual(moved.events, ['420 AWS_EC2_SIMPLIFIED_AUTO_RECOVERY_SUCCESS', '420 moved']);
  assert.equal(moved.status, 'ok');
  const stuck = await recover('host-power', { mechanism: 'cloudwatch-action', hasCapacity: () => false });
  assert.equal(stuck.events.length, 3);
  assert.match(stuck.events[0]!, /AWS_EC2_INSTANCE_AUTO_RECOVERY_FAILURE/);
  assert.equal(stuck.status, 'impaired');
  assert.deepEqual((await recover('memory-exhausted', {})).events, []);
});

test('a result follows its faults within a minute', async () => {
  const random = new RandomStream(1, 'faults');
  const simulation = new Simulation();
  const checks = new StatusChecks(simulation);
  checks.start();
  const names = Object.keys(FAULTS) as Fault[];
  for (let minute = 3; minute < 500; minute++) {
    simulation.schedule(60 * minute - 1, () => {
      const fault = random.choice(names);
      if (random.bernoulli(0.3)) checks.faults.add(fault);
      else checks.faults.delete(fault);
    });
    simulation.schedule(60 * minute + 1, () => {
      const failing = [...checks.faults].flatMap((fault) => FAULTS[fault].fails);
      for (const check of ['system', 'instance', 'attached-ebs'] as const) {
        assert.equal(checks.of(check) === 'failed', failing.includes(check));
        assert.equal(checks.impairedSince(check) !== undefined, failing.includes(check));
      }
    });
  }
  await simulation.run(60 * 501);
});
