import assert from 'node:assert/strict';
import { test } from 'vitest';
import { AwsError } from '../../../cloud/index.ts';
import { Simulation } from '../../../kernel/index.ts';
import {
  bill,
  billedSeconds,
  bills,
  Instance,
  instanceCharge,
  type InstanceEvent,
  type InstanceOptions,
  type InstanceStateName,
  publicIpv4Charge,
  scattered,
  STATE_CODES,
  terminateTogether,
  TRANSITIONS,
  volumeCharge,
} from './index.ts';

type Call = 'start' | 'stop' | 'hibernate' | 'reboot' | 'terminate' | 'shutDown' | 'kill';

function call(instance: Instance, name: Call): void {
  if (name === 'hibernate') instance.stop({ hibernate: true });
  else instance[name]();
}

/** Calls at their times; answers events as `time event` and the codes of what was refused. */
async function live(calls: [at: number, call: Call][], options: Partial<InstanceOptions> = {}) {
  const simulation = new Simulation();
  const instance = new Instance(simulation, { id: 'i-1', ...options });
  const events: string[] = [];
  instance.onEvent = (event) => events.push(`${simulation.now} ${event}`);
  for (const [at, name] of calls) {
    simulation.schedule(at, () => {
      try {
        call(instance, name);
      } catch (error) {
        events.push(`${simulation.now} ${(error as AwsError).code}`);
      }
    });
  }
  await simulation.run();
  return { instance, events };
}

test('lives', async () => {
  const cases: [
    title: string,
    calls: [number, Call][],
    options: Partial<InstanceOptions>,
    events: string[],
  ][] = [
    ['launch', [], {}, ['6 running', '24 ready']],
    [
      'stop and start',
      [
        [100, 'stop'],
        [200, 'start'],
      ],
      {},
      ['6 running', '24 ready', '100 stopping', '130 stopped', '200 pending', '206 running', '224 ready'],
    ],
    ['reboot', [[100, 'reboot']], {}, ['6 running', '24 ready', '100 rebooting', '140 ready']],
    [
      'hibernate',
      [
        [100, 'hibernate'],
        [200, 'start'],
      ],
      { hibernation: true },
      ['6 running', '24 ready', '100 stopping', '160 stopped', '200 pending', '206 running', '236 ready'],
    ],
    [
      'hibernation not enabled',
      [[100, 'hibernate']],
      {},
      ['6 running', '24 ready', '100 UnsupportedHibernationConfiguration'],
    ],
    ['terminate before it runs', [[1, 'terminate']], {}, ['1 shutting-down', '36 terminated']],
    ['stop before it ran', [[1, 'stop']], {}, ['1 IncorrectInstanceState', '6 running', '24 ready']],
    [
      'start while stopping',
      [
        [100, 'stop'],
        [110, 'start'],
      ],
      {},
      ['6 running', '24 ready', '100 stopping', '110 IncorrectInstanceState', '130 stopped'],
    ],
    [
      'start when running, stop when stopped: nothing',
      [
        [50, 'start'],
        [100, 'stop'],
        [110, 'stop'],
        [140, 'stop'],
      ],
      {},
      ['6 running', '24 ready', '100 stopping', '130 stopped'],
    ],
    [
      'reboot when stopped',
      [
        [100, 'stop'],
        [140, 'reboot'],
      ],
      {},
      ['6 running', '24 ready', '100 stopping', '130 stopped', '140 IncorrectInstanceState'],
    ],
    [
      'nothing after the end',
      [
        [50, 'terminate'],
        [100, 'start'],
        [101, 'stop'],
        [102, 'reboot'],
        [103, 'terminate'],
      ],
      {},
      [
        '6 running',
        '24 ready',
        '50 shutting-down',
        '85 terminated',
        '100 IncorrectInstanceState',
        '101 IncorrectInstanceState',
        '102 IncorrectInstanceState',
      ],
    ],
    [
      'protected',
      [
        [50, 'terminate'],
        [60, 'kill'],
      ],
      { disableApiTermination: true },
      ['6 running', '24 ready', '50 OperationNotPermitted', '60 shutting-down', '95 terminated'],
    ],
    [
      'protected from a stop: from termination too',
      [
        [50, 'stop'],
        [51, 'terminate'],
        [60, 'shutDown'],
      ],
      { disableApiStop: true },
      [
        '6 running',
        '24 ready',
        '50 OperationNotPermitted',
        '51 OperationNotPermitted',
        '60 stopping',
        '90 stopped',
      ],
    ],
    [
      'instance store',
      [
        [50, 'stop'],
        [60, 'shutDown'],
      ],
      { rootDevice: 'instance-store' },
      ['6 running', '24 ready', '50 UnsupportedOperation', '60 shutting-down', '95 terminated'],
    ],
    [
      'shutdown terminates, past protection',
      [[50, 'shutDown']],
      { shutdownBehavior: 'terminate', disableApiTermination: true },
      ['6 running', '24 ready', '50 shutting-down', '85 terminated'],
    ],
  ];
  for (const [title, calls, options, events] of cases)
    assert.deepEqual((await live(calls, options)).events, events, title);
});

test('messages name the instance and the attribute', () => {
  const simulation = new Simulation();
  const instance = new Instance(simulation, { id: 'i-0abc', disableApiTermination: true });
  assert.throws(() => instance.terminate(), {
    name: 'OperationNotPermitted',
    message: /'i-0abc' may not be terminated.*'disableApiTermination'/,
  });
  assert.throws(() => instance.stop(), { message: /never reached the 'running' state/ });
  assert.throws(() => instance.requireStopped(), { message: /not in the 'stopped' state/ });
});

test('what is billed', async () => {
  const cases: [
    title: string,
    calls: [number, Call][],
    hibernation: boolean,
    intervals: [number, number | undefined][],
  ][] = [
    ['running only', [[106, 'terminate']], false, [[6, 106]]],
    ['a stop ends it', [[106, 'stop']], false, [[6, 106]]],
    ['hibernating is billed until it is stopped', [[106, 'hibernate']], true, [[6, 166]]],
    [
      'a reboot changes nothing',
      [
        [50, 'reboot'],
        [106, 'terminate'],
      ],
      false,
      [[6, 106]],
    ],
    [
      'each start anew',
      [
        [106, 'stop'],
        [200, 'start'],
        [210, 'terminate'],
      ],
      false,
      [
        [6, 106],
        [206, 210],
      ],
    ],
    ['never running, never billed', [[1, 'terminate']], false, []],
    [
      'ended while hibernating',
      [
        [100, 'hibernate'],
        [120, 'terminate'],
      ],
      true,
      [[6, 120]],
    ],
  ];
  for (const [title, calls, hibernation, intervals] of cases) {
    const { instance } = await live(calls, { hibernation });
    assert.deepEqual(
      instance.billed.map(({ from, to }) => [from, to]),
      intervals,
      title,
    );
  }
});

test('seconds on the bill', () => {
  const cases: [
    intervals: [number, number | undefined][],
    platform: 'linux' | 'suse' | 'rhel' | 'windows',
    seconds: number,
  ][] = [
    [[[0, 3600]], 'linux', 3600],
    [[[0, 0.2]], 'linux', 60],
    [[[0, 61.2]], 'linux', 62],
    [[[0.1, 100.1]], 'windows', 100],
    [
      [
        [0, 5],
        [100, 105],
        [200, 205],
      ],
      'rhel',
      180,
    ],
    [[[0, 10]], 'suse', 3600],
    [[[0, 3601]], 'suse', 7200],
    [
      [
        [0, 10],
        [20, 30],
      ],
      'suse',
      7200,
    ],
    [[[0, undefined]], 'linux', 500],
    [[[600, undefined]], 'linux', 0],
  ];
  for (const [intervals, platform, seconds] of cases) {
    assert.equal(
      billedSeconds(
        intervals.map(([from, to]) => ({ from, to })),
        platform,
        intervals[0]![1] === undefined ? 500 : undefined,
      ),
      seconds,
    );
  }
  assert.equal(instanceCharge([{ from: 0, to: 1800 }], 0.096), 0.048);
  assert.ok(Math.abs(publicIpv4Charge(730 * 3600) - 3.65) < 1e-9);
  assert.ok(Math.abs(volumeCharge(15 * 86_400, 100) - 4) < 1e-9);
});

test('a stopped instance still costs its volume, and a kept address', () => {
  const month = 30 * 86_400;
  const { instance, publicIpv4, volumes, total } = bill({
    billed: [{ from: 0, to: 3600 }],
    price: 0.096,
    publicIpv4: month,
    volumes: [{ seconds: month, gigabytes: 100 }],
  });
  assert.deepEqual([instance, publicIpv4, volumes], [0.096, 3.6, 8]);
  assert.equal(total, instance + publicIpv4 + volumes);
});

test('one protected instance shields its zone', async () => {
  const simulation = new Simulation();
  const instances = [false, false, true, false].map((disableApiTermination, index) => ({
    instance: new Instance(simulation, { id: `i-${index}`, disableApiTermination }),
    zone: index < 2 ? 'a' : 'b',
  }));
  await simulation.run(10);
  const error = terminateTogether(instances);
  assert.match(error!.message, /i-2/);
  assert.deepEqual(
    instances.map(({ instance }) => instance.state),
    ['shutting-down', 'shutting-down', 'running', 'running'],
  );
});

test('any calls at any time: legal transitions only, one bill', async () => {
  const calls: Call[] = ['start', 'stop', 'hibernate', 'reboot', 'terminate', 'shutDown', 'kill'];
  const seen = new Set<string>();
  for (let seed = 1; seed <= 200; seed++) {
    const simulation = new Simulation({ seed });
    const random = simulation.random('calls');
    const instance = new Instance(simulation, {
      id: 'i-1',
      hibernation: random.bernoulli(0.5),
      draw: scattered(simulation.random('durations')),
    });
    let state: InstanceStateName = 'pending';
    let hibernating = false;
    let billed = 0;
    let since = 0;
    instance.onEvent = (event: InstanceEvent) => {
      if (event === 'ready' || event === 'rebooting') {
        assert.equal(state, 'running');
        return;
      }
      assert.ok(TRANSITIONS[state].includes(event), `${state} to ${event}`);
      seen.add(`${state} ${event}`);
      if (bills(state, hibernating)) billed += simulation.now - since;
      since = simulation.now;
      state = event;
      hibernating = instance.hibernated;
    };
    for (let i = 0; i < 30; i++) {
      simulation.schedule(random.uniform(0, 600), () => {
        // The drastic ones are rarer, or few would live.
        const name = random.weighted(calls, [6, 6, 3, 3, 0.3, 1, 0.2]);
        const before = instance.state;
        try {
          call(instance, name);
        } catch (error) {
          assert.ok(error instanceof AwsError);
          assert.equal(instance.state, before, 'a refusal changes nothing');
        }
      });
    }
    simulation.schedule(700, () => instance.kill());
    await simulation.run();
    assert.equal(instance.state, 'terminated');
    const total = instance.billed.reduce((sum, { from, to }) => sum + to! - from, 0);
    assert.ok(Math.abs(total - billed) < 1e-6);
  }
  assert.ok(seen.size >= 8, [...seen].join());
  assert.equal(new Set(Object.values(STATE_CODES)).size, 6);
});
