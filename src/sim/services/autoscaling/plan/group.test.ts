/** The planners strung into a small reconciler: what must hold of any group, whatever befalls it. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { capacityOf, type GroupSize } from './capacity.ts';
import { planHealthReplacement } from './health-replacement.ts';
import { fillsCapacity, isWarming, type Instance, type LifecycleState } from './instance.ts';
import {
  beginAction,
  expireAction,
  outcomeOf,
  recordHeartbeat,
  type LifecycleAction,
} from './lifecycle-hook.ts';
import { placeLaunches, zoneLoads, type Zone } from './placement.ts';
import { decide, type PolicyAsk } from './policies.ts';
import { planRebalance, rebalanceMargin, type Move } from './rebalancing.ts';
import { askStep, type StepPolicy } from './step-policy.ts';
import { askTargetTracking, type TargetTrackingPolicy } from './target-tracking.ts';
import { chooseVictims } from './termination.ts';
import { anInstance, pick, seeded, whole } from './testing.ts';

const WARMUP = 120;
const tracking: TargetTrackingPolicy = {
  name: 'track',
  targetValue: 50,
};
const stepping: StepPolicy = {
  name: 'step',
  adjustmentType: 'PercentChangeInCapacity',
  steps: [
    { lowerBound: 0, upperBound: 20, scalingAdjustment: 10 },
    { lowerBound: 20, scalingAdjustment: 40 },
  ],
};
const legal: Partial<Record<LifecycleState, readonly LifecycleState[]>> = {
  Pending: ['Pending:Wait', 'Terminating'],
  'Pending:Wait': ['InService', 'Terminating'],
  InService: ['Terminating', 'Standby'],
  Standby: ['InService'],
  Terminating: ['Terminated'],
};

/** A group on a clock of 10 s. */
class Fleet {
  instances: Instance[] = [];
  readonly hooks = new Map<string, LifecycleAction>();
  moves: Move[] = [];
  size: GroupSize;
  zones: Zone[];
  now = 0;
  aboveMax = 0;
  #made = 0;

  constructor(size: GroupSize, names: readonly string[]) {
    this.size = size;
    this.zones = names.map((name) => ({
      name,
      launchable: true,
      subnets: [{ id: name, freeAddresses: 500 }],
    }));
  }

  get held(): Instance[] {
    return this.instances.filter(fillsCapacity);
  }

  change(id: string, state: LifecycleState): void {
    this.instances = this.instances.map((one) => {
      if (one.id !== id) return one;
      assert.ok(legal[one.state]?.includes(state), `${one.state} to ${state}`);
      return { ...one, state, inServiceAt: state === 'InService' ? this.now : one.inServiceAt };
    });
  }

  launch(zone: string): void {
    const id = `i-${this.#made++}`;
    this.instances.push(
      anInstance({ id, zone, state: 'Pending', launchedAt: this.now, inServiceAt: undefined }),
    );
  }

  tick(random: () => number): void {
    this.now += 10;
    for (const { id, state, launchedAt } of this.instances) {
      if (state === 'Pending') {
        const hook = {
          name: 'h',
          transition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
          heartbeatTimeout: 30,
        } as const;
        this.hooks.set(id, beginAction({ ...hook, defaultResult: 'CONTINUE' }, id, this.now));
        this.change(id, 'Pending:Wait');
      } else if (state === 'Pending:Wait') {
        let action = expireAction(this.hooks.get(id)!, this.now);
        if (action.result === undefined && random() < 0.3) action = recordHeartbeat(action, this.now);
        this.hooks.set(id, action);
        assert.ok(this.now <= action.startedAt + Math.min(172800, 3000) + 10);
        if (outcomeOf([action]) === 'proceed') this.change(id, 'InService');
      } else if (state === 'Terminating' && random() < 0.5) {
        this.change(id, 'Terminated');
      }
      assert.ok(launchedAt <= this.now);
    }
    this.instances = this.instances.filter(({ state }) => state !== 'Terminated');
    this.#heal();
    this.#reconcile(random);
  }

  #heal(): void {
    const { instances, size, now } = this;
    const dead = new Set(
      instances.filter(({ healthy, type }) => !healthy && type === 'dead').map(({ id }) => id),
    );
    const step = planHealthReplacement({
      instances,
      desired: size.desired,
      warmup: WARMUP,
      now,
      atOnce: dead,
    });
    for (const id of step.terminate) this.change(id, 'Terminating');
  }

  #reconcile(random: () => number): void {
    const { size, zones } = this;
    this.moves = this.moves.filter(({ from, to }) => {
      const arrived = this.instances.some((one) => one.zone === to && one.state === 'InService');
      const excess = this.held.length > size.desired;
      if (!arrived || !excess) return excess;
      this.#shrink(1, random, from);
      return false;
    });
    const missing = size.desired + this.moves.length - this.held.length;
    if (missing > 0) {
      for (const { zone } of placeLaunches(missing, zones, zoneLoads(this.instances)).launches)
        this.launch(zone);
    } else if (missing < 0) {
      this.#shrink(-missing, random);
    }
    if (this.moves.length === 0 && this.held.length === size.desired) {
      const plan = planRebalance(zones, zoneLoads(this.instances), size, 'zone-recovered');
      for (const { to } of plan.moves) this.launch(to);
      this.moves = [...plan.moves];
      this.aboveMax = plan.aboveMax;
    }
    assert.ok(this.held.length <= size.max + rebalanceMargin(size.max), 'no more than rebalancing may take');
    if (this.moves.length === 0 && this.aboveMax === 0) assert.ok(this.held.length <= size.max);
  }

  #shrink(units: number, random: () => number, zone?: string): void {
    const { instances, now } = this;
    const source = { kind: 'template', id: 'lt-1', version: 1 } as const;
    const plan = chooseVictims({ instances, units, source, now, random, zone, warmup: WARMUP });
    for (const { instance } of plan.victims) {
      const safe = !instance.healthy || !(instance.protectedFromScaleIn || isWarming(instance, WARMUP, now));
      assert.ok(safe && instance.state === 'InService');
      this.change(instance.id, 'Terminating');
    }
  }
}

test('whatever befalls a group: bounds hold, states follow one another, and once quiet it is whole and level', () => {
  const random = seeded(61);
  for (let run = 0; run < 60; run++) {
    const max = whole(random, 3, 30);
    const min = whole(random, 0, 3);
    const names = ['a', 'b', 'c', 'd'].slice(0, whole(random, 1, 4));
    const fleet = new Fleet({ min, max, desired: whole(random, min, max) }, names);
    for (let tick = 0; tick < 200; tick++) {
      const luck = random();
      const one = fleet.held.length > 0 ? pick(random, fleet.held) : undefined;
      const befalls = (change: Partial<Instance>) =>
        (fleet.instances = fleet.instances.map((other) => (other === one ? { ...other, ...change } : other)));
      if (luck < 0.05) befalls({ healthy: false });
      else if (luck < 0.08) befalls({ healthy: false, type: 'dead' });
      else if (luck < 0.1) befalls({ protectedFromScaleIn: true });
      else if (luck < 0.12)
        fleet.zones = fleet.zones.map((zone) => ({ ...zone, launchable: random() < 0.7 }));
      else if (luck < 0.3) {
        const group = { size: fleet.size, capacity: capacityOf(fleet.instances, WARMUP, fleet.now) };
        const metric = random() * 100;
        const state = metric > 50 ? 'ALARM' : 'OK';
        const low = metric < 35 ? 'ALARM' : 'OK';
        const asks: PolicyAsk[] = [
          { ...askTargetTracking(tracking, { high: state, low, metric }, group), type: 'target-tracking' },
          { ...askStep(stepping, 60, metric, group), type: 'step' },
        ];
        fleet.size = { ...fleet.size, desired: decide(asks, fleet.size).desired };
      }
      assert.ok(fleet.size.min <= fleet.size.desired && fleet.size.desired <= fleet.size.max);
      fleet.tick(random);
    }
    fleet.zones = fleet.zones.map((zone) => ({ ...zone, launchable: true }));
    fleet.instances = fleet.instances.map((one) => ({ ...one, protectedFromScaleIn: false }));
    for (let tick = 0; tick < 1500; tick++) fleet.tick(random);
    assert.equal(fleet.held.length, fleet.size.desired, 'capacity is what is desired');
    assert.ok(fleet.held.every(({ healthy, state }) => healthy && state === 'InService'));
    const loads = zoneLoads(fleet.instances);
    const counts = names.map((name) => loads.get(name) ?? 0);
    assert.ok(Math.max(...counts) - Math.min(...counts) <= 1, `level: ${counts}`);
  }
});

test('the same seed gives the same history', () => {
  const history = (seed: number) => {
    const random = seeded(seed);
    const fleet = new Fleet({ min: 1, max: 9, desired: 6 }, ['a', 'b', 'c']);
    for (let tick = 0; tick < 300; tick++) {
      if (random() < 0.05) fleet.size = { ...fleet.size, desired: whole(random, 1, 9) };
      fleet.tick(random);
    }
    return JSON.stringify(fleet.instances);
  };
  assert.equal(history(5), history(5));
  assert.notEqual(history(5), history(6));
});
